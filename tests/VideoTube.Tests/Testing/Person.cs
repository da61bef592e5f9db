namespace VideoTube.Tests.Testing;

/// <summary>Somebody with an account of their own, signed in.</summary>
internal sealed record Person(string Id, string Username, string Email, string Password, string AccessToken, string RefreshToken)
{
    private static int count;

    /// <summary>A username nobody has yet.</summary>
    public static string NewName() => $"person-{Interlocked.Increment(ref count)}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>Registers somebody new and signs them in; the client's token is left as it is.</summary>
    public static async Task<Person> JoinAsync(Client client)
    {
        var name = NewName();
        var (email, password) = ($"{name}@example.org", $"secret-{name}");
        var registered = await client.PostAsync("users/register", new { fullname = $"The {name}", email, username = name, password });
        Assert.Equal(201, registered.Status);
        return await SignInAsync(client, name, password);
    }

    public static async Task<Person> SignInAsync(Client client, string username, string password)
    {
        var login = await client.PostAsync("users/login", new { username, password });
        Assert.True(login.Status == 200, login.Text);
        var user = login.Data["user"]!;
        return new Person(
            (string)user["_id"]!, (string)user["username"]!, (string)user["email"]!, password,
            (string)login.Data["accessToken"]!, (string)login.Data["refreshToken"]!);
    }
}
