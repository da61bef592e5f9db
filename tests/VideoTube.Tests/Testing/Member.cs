using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Moderation;

namespace VideoTube.Tests.Testing;

/// <summary>Somebody with an account, and their client, which is signed in.</summary>
internal sealed record Member(Client Client, Id Id, string Username) : IDisposable
{
    public void Dispose() => Client.Dispose();
}

internal static class Members
{
    /// <summary>A new person registers and signs in.</summary>
    public static async Task<Member> SignUpAsync(this TestSite site)
    {
        var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        client.Token = person.AccessToken;
        return new Member(client, Id.Parse(person.Id), person.Username);
    }

    /// <summary>A new person in one of <see cref="Roles"/>.</summary>
    public static async Task<Member> SignUpAsync(this TestSite site, string role)
    {
        var member = await site.SignUpAsync();
        var granted = await site.Get<GrantRole>().RunAsync(Actor.CommandLine, member.Id, role, "", CancellationToken.None);
        Assert.Null(granted.Error);
        return member;
    }
}
