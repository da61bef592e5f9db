using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Accounts;

public sealed class RegistrationTests
{
    [Theory, OnBothEngines]
    public async Task Registering_gives_the_user_without_any_secret(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var name = Person.NewName();

        var answer = await client.PostAsync("users/register", new { fullname = "  Ada Lovelace ", email = $" {name.ToUpperInvariant()}@Example.ORG ", username = $" {name.ToUpperInvariant()} ", password = "engine no. 1" });

        Assert.Equal(201, answer.Status);
        Assert.Equal("User registered successfully", answer.Message);
        Assert.Equal($"/api/v1/users/c/{name}", answer.Header("Location"));
        Assert.Equal(name, (string?)answer.Data["username"]);
        Assert.Equal($"{name}@example.org", (string?)answer.Data["email"]);
        Assert.Equal("Ada Lovelace", (string?)answer.Data["fullname"]);
        Assert.Null(answer.Data["avatar"]);
        Assert.Matches("^[0-9a-f]{24}$", (string?)answer.Data["_id"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)$", (string?)answer.Data["createdAt"]);
        Assert.Equal(
            ["_id", "username", "email", "emailVerified", "fullname", "role", "avatar", "coverImage", "createdAt", "updatedAt"],
            answer.Data.AsObject().Select(member => member.Key));
    }

    [Theory, OnBothEngines]
    public async Task A_form_registers_as_well_as_JSON(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var (first, second) = (Person.NewName(), Person.NewName());

        var urlencoded = await client.SendAsync(HttpMethod.Post, "users/register", new FormUrlEncodedContent(Fields(first)));
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in Fields(second))
            form.Add(new StringContent(value), field);
        var multipart = await client.SendAsync(HttpMethod.Post, "users/register", form);

        Assert.Equal((201, 201), (urlencoded.Status, multipart.Status));
        Assert.Equal(second, (string?)multipart.Data["username"]);
    }

    [Theory, OnBothEngines]
    public async Task Names_are_taken_whatever_their_case(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var person = await Person.JoinAsync(client);

        var username = await client.PostAsync("users/register", new { fullname = "X", email = $"{Person.NewName()}@example.org", username = person.Username.ToUpperInvariant(), password = "long enough" });
        var email = await client.PostAsync("users/register", new { fullname = "X", email = person.Email.ToUpperInvariant(), username = Person.NewName(), password = "long enough" });

        Assert.Equal((409, "user.username_taken"), (username.Status, username.Code));
        Assert.Equal((409, "user.email_taken"), (email.Status, email.Code));
    }

    [Theory, OnBothEngines]
    public async Task Of_many_who_want_one_name_at_once_one_gets_it(Engine engine)
    {
        using var client = (await SharedSites.On(engine)).NewClient();
        var name = Person.NewName();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            client.PostAsync("users/register", new { fullname = "X", email = $"{i}-{name}@example.org", username = name, password = "long enough" })));

        Assert.Equal([201, 409, 409, 409, 409, 409], answers.Select(answer => answer.Status).Order());
    }

    [Theory]
    [InlineData("""{"fullname":"A","email":"a@example.org","username":"some-name"}""", 400, "password")]
    [InlineData("""{"fullname":" ","email":"a@example.org","username":"some-name","password":"long enough"}""", 400, "fullname")]
    [InlineData("""{"fullname":"A","email":"not an address","username":"some-name","password":"long enough"}""", 422, "email")]
    [InlineData("""{"fullname":"A","email":"a@localhost","username":"some-name","password":"long enough"}""", 422, "email")]
    [InlineData("""{"fullname":"A","email":"a@example.org","username":"a/b","password":"long enough"}""", 422, "username")]
    [InlineData("""{"fullname":"A","email":"a@example.org","username":"ab","password":"long enough"}""", 422, "username")]
    [InlineData("""{"fullname":"A","email":"a@example.org","username":".hidden","password":"long enough"}""", 422, "username")]
    [InlineData("""{"fullname":"A","email":"a@example.org","username":"admin","password":"long enough"}""", 422, "username")]
    [InlineData("""{"fullname":"A","email":"a@example.org","username":"some-name","password":"short"}""", 422, "password")]
    [InlineData("""{"fullname":"A","email":"a@example.org","username":"some-name","password":"Some-Name"}""", 422, "password")]
    [InlineData("""{"fullname":"A","email":"a@example.org","username":"some-name","password":"Password123"}""", 422, "password")]
    [InlineData("""{"fullname":"A","email":"a@example.org","username":"some-name","password":"null\u0000character"}""", 422, "password")]
    [InlineData("""{"fullname":"A","email":"a@example.org","username":"some-name","password":12345678}""", 422, "password")]
    [InlineData("""{"fullname":"two\nlines","email":"a@example.org","username":"some-name","password":"long enough"}""", 422, "fullname")]
    public async Task What_cannot_be_an_account_is_refused_by_field(string json, int status, string field)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.PostAsync("users/register", json);

        Assert.Equal(status, answer.Status);
        Assert.Equal(field, (string?)Assert.Single(answer.Json["errors"]!.AsArray())!["field"]);
    }

    [Fact]
    public async Task An_invalid_email_is_told_in_the_known_words()
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();

        var answer = await client.PostAsync("users/register", new { fullname = "A", email = "x", username = "some-name", password = "long enough" });

        Assert.Equal("Invalid email format", answer.Message);
    }

    [Theory]
    [InlineData(72, 201)]
    [InlineData(73, 422)]
    public async Task A_password_that_bcrypt_would_cut_is_refused(int bytes, int status)
    {
        using var client = (await SharedSites.On(Engine.Sqlite)).NewClient();
        var name = Person.NewName();
        var password = "äöü" + new string('x', bytes - 7) + "y";

        var answer = await client.PostAsync("users/register", new { fullname = "A", email = $"{name}@example.org", username = name, password });

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Accounts_from_one_address_are_limited()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["REGISTRATIONS_PER_HOUR"] = "2" });
        using var client = site.NewClient();
        await Person.JoinAsync(client);
        await Person.JoinAsync(client);
        var name = Person.NewName();

        var answer = await client.PostAsync("users/register", new { fullname = "A", email = $"{name}@example.org", username = name, password = "long enough" });

        Assert.Equal((429, "register.too_many"), (answer.Status, answer.Code));
        Assert.InRange(int.Parse(answer.Header("Retry-After")!), 1, 1800);
    }

    [Theory, OnBothEngines]
    public async Task Passwords_are_kept_as_bcrypt_of_cost_10(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        var hash = await read.GetAsync<string>("SELECT password_hash FROM users WHERE id = @Id", new { person.Id });

        Assert.StartsWith("$2b$10$", hash);
        Assert.Equal(60, hash.Length);
    }

    private static Dictionary<string, string> Fields(string name) => new()
    {
        ["fullName"] = "Form Person", ["email"] = $"{name}@example.org", ["username"] = name, ["password"] = "sent by a form",
    };
}
