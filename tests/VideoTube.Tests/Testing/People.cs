using System.Net.Http.Json;
using VideoTube.Data;

namespace VideoTube.Tests.Testing;

/// <summary>Makes people as they make themselves: by registering and signing in.</summary>
internal static class People
{
    private static int count;

    /// <summary>A new person's client, signed in.</summary>
    public static async Task<Person> SignUpAsync(this TestSite site)
    {
        var client = site.NewClient();
        var name = $"person{Interlocked.Increment(ref count)}";
        var password = "a long enough passphrase 17";
        var registered = await client.PostAsync("users/register", new { username = name, email = $"{name}@example.org", fullname = $"Person {name}", password });
        Assert.True(registered.Status == 201, registered.Text);
        var login = await client.PostAsync("users/login", new { username = name, password });
        client.Token = (string)login.Json["token"]!;
        return new Person(client, Id.Parse((string)registered.Data["_id"]!), name);
    }
}

internal sealed record Person(Client Client, Id Id, string Username) : IDisposable
{
    public void Dispose() => Client.Dispose();
}
