using VideoTube.Storage.Cloudinary;

namespace VideoTube.Storage.Tests.Cloudinary;

public sealed class CloudinaryRefusalTests : CloudinaryTest
{
    [Theory, MemberData(nameof(Acts))]
    public async Task A_wrong_secret_is_told_without_it(string act)
    {
        var fault = await FailAsync(act, StoreOf(secret: "a-secret-that-is-wrong"));
        Assert.Contains("does not accept the API key", fault.Message);
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task Another_cloud_is_told(string act) =>
        Assert.Contains("cloud_name mismatch", (await FailAsync(act, StoreOf(cloud: "another"))).Message);

    [Theory, MemberData(nameof(Acts))]
    public async Task A_refusal_without_words_is_an_error(string act)
    {
        AnswerWith(500, "<html>");
        Assert.Contains("answered 500: it gave no reason", (await FailAsync(act, StoreOf())).Message);
    }

    [Theory]
    [InlineData("delete all")]
    [InlineData("list")]
    public async Task A_used_up_hour_of_the_Admin_API_is_told(string act)
    {
        Cloudinary.AdminRequests = 0;
        var fault = await FailAsync(act, StoreOf());
        Assert.Contains("no more requests for now (420): Rate Limit Exceeded", fault.Message);
        Assert.Equal([1, 2, 3], await ReadAsync());
    }

    [Fact]
    public async Task Too_many_requests_at_once_are_no_lack_of_room()
    {
        AnswerWith(420, """{"error":{"message":"Rate Limit Exceeded."}}""");
        Assert.IsNotType<MediaStoreFullException>(await FailAsync("put", StoreOf()));
    }

    [Theory]
    [InlineData("put")]
    [InlineData("put in chunks")]
    public async Task A_file_larger_than_the_plan_allows_does_not_fit(string act)
    {
        Cloudinary.MaxFile = 2;
        var fault = await Assert.ThrowsAsync<MediaStoreFullException>(() => ActAsync(act, StoreOf()));
        Assert.Contains("File size too large", fault.InnerException!.Message);
        Assert.Equal([1, 2, 3], await ReadAsync());
    }

    [Theory]
    [InlineData(413, "Request entity too large")]
    [InlineData(403, "You have exceeded your monthly storage quota")]
    [InlineData(400, "Storage limit reached")]
    public async Task A_used_up_plan_has_no_room(int status, string message)
    {
        AnswerWith(status, $$$"""{"error":{"message":"{{{message}}}"}}""");
        await Assert.ThrowsAsync<MediaStoreFullException>(() => ActAsync("put", StoreOf()));
    }

    [Fact]
    public void The_account_does_not_tell_its_secret() =>
        Assert.DoesNotContain(CloudinaryStandIn.Secret, $"{new CloudinaryAccount("cloud", "key", CloudinaryStandIn.Secret)}");

    [Theory]
    [InlineData("")]
    [InlineData("/x")]
    [InlineData("a b")]
    [InlineData("../x")]
    public void A_folder_that_cannot_begin_public_IDs_is_refused(string folder)
    {
        using var http = new HttpClient();
        var account = new CloudinaryAccount("cloud", "key", "secret", Folder: folder);
        Assert.Throws<ArgumentException>(() => new CloudinaryMediaStore(account, http, TimeProvider.System));
    }
}
