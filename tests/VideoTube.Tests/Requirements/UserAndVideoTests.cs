using VideoTube.Tests.Moderation;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Requirements;

public sealed class UserAndVideoTests
{
    [Theory, OnBothEngines]
    public async Task A_video_has_every_field_of_the_notes(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();

        var video = (await visitor.GetAsync($"videos/{await site.AddAsync(owner, new Listed("Told in full"))}")).Data.AsObject();

        Assert.Empty(new[] { "_id", "videoFile", "thumbnail", "owner", "title", "description", "duration", "views", "isPublished", "createdAt", "updatedAt" }
            .Except(video.Select(field => field.Key)));
        Assert.Equal((0, true), ((int)video["views"]!, (bool)video["isPublished"]!));
    }

    [Theory, OnBothEngines]
    public async Task A_page_has_the_shape_of_mongoose_aggregate_paginate(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [.. Enumerable.Range(0, 5).Select(i => new Listed($"Number {i}"))]);

        var page = (await owner.Client.GetAsync($"videos?userId={owner.Id}&page=2&limit=2")).Data.AsObject();

        Assert.Equal(
            ["docs", "hasNextPage", "hasPrevPage", "limit", "nextCursor", "nextPage", "page", "pagingCounter", "prevPage", "totalDocs", "totalPages"],
            page.Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal((5, 2, 2, 3, 3), ((int)page["totalDocs"]!, (int)page["limit"]!, (int)page["page"]!, (int)page["totalPages"]!, (int)page["pagingCounter"]!));
        Assert.Equal((true, true, 1, 3), ((bool)page["hasPrevPage"]!, (bool)page["hasNextPage"]!, (int)page["prevPage"]!, (int)page["nextPage"]!));
    }

    [Theory, OnBothEngines]
    public async Task A_password_is_hashed_anew_only_when_it_changes(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();
        Task<string> HashAsync() => site.ReadAsync<string>("SELECT password_hash FROM users WHERE id = @Id", new { person.Id });
        var first = await HashAsync();

        Assert.Equal(200, (await person.Client.PatchAsync("users/update-account", new { fullname = "Another Name" })).Status);
        var renamed = await HashAsync();
        Assert.Equal(200, (await person.Client.PostAsync("users/change-password", new { oldPassword = $"secret-{person.Username}", newPassword = "engine no. 2" })).Status);

        Assert.Equal(first, renamed);
        Assert.NotEqual(first, await HashAsync());
    }
}
