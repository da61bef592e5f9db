using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;

namespace VideoTube.Tests.Testing;

/// <summary>Many people at once, signed in; made without the work of a password each.</summary>
internal sealed class Crowd : IDisposable
{
    private Crowd(IReadOnlyList<Member> members) => Members = members;

    public IReadOnlyList<Member> Members { get; }

    public static async Task<Crowd> GatherAsync(TestSite site, int count)
    {
        var members = new List<Member>();
        for (var i = 0; i < count; i++)
        {
            var (id, name) = (Id.New(TimeProvider.System), Person.NewName());
            await site.Get<Database>().ExecuteAsync("""
                INSERT INTO users (id, username, email, fullname, password_hash, created_at, updated_at)
                VALUES (@id, @name, @name || '@example.org', @name, '', 0, 0)
                """, new { id, name }, CancellationToken.None);
            var session = await site.Get<SignIn>().BeginSessionAsync(id, new Device("", ""), CancellationToken.None);
            members.Add(new Member(site.NewClient(), id, name));
            members[i].Client.Token = session.Value!.AccessToken;
        }

        return new Crowd(members);
    }

    /// <summary>All at once; every one must be answered with this status.</summary>
    public async Task<IReadOnlyList<Answer>> DoAsync(Func<Member, Task<Answer>> act, int status = 200)
    {
        var answers = await Task.WhenAll(Members.Select(member => Task.Run(() => act(member))));
        Assert.All(answers, answer => Assert.True(answer.Status == status, answer.Text));
        return answers;
    }

    public void Dispose()
    {
        foreach (var member in Members)
            member.Dispose();
    }
}
