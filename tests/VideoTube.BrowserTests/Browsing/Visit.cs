using Microsoft.Playwright;

namespace VideoTube.BrowserTests.Browsing;

/// <summary>
/// Somebody's browser on a site: cookies and storage of its own. Whatever the console complains of, refused content
/// included, fails the test at the end.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private Visit(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Answers with an error status that the test means to provoke; browsers report each in the console.</summary>
    public bool ExpectsRefusals { get; set; }

    /// <param name="scripts">False for a browser that runs none.</param>
    public static async Task<Visit> BeginAsync(Chromium chromium, Uri site, Look? look = null, bool scripts = true)
    {
        look ??= Look.Desk;
        var context = await chromium.Get().NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(), ColorScheme = look.Scheme, ViewportSize = new() { Width = look.Width, Height = look.Height },
            JavaScriptEnabled = scripts,
        });
        context.SetDefaultTimeout(20_000);
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Page.Console += (_, message) => visit.Hear(message);
        visit.Page.PageError += (_, fault) => visit.complaints.Add(fault);
        return visit;
    }

    public async Task SignInAsync(Member member)
    {
        await Page.GotoAsync("/login");
        await Page.GetByLabel("Email or username").FillAsync(member.Username);
        await Page.GetByLabel("Password").FillAsync(member.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync("/");
    }

    /// <summary>Waits until a condition in the page holds, or fails with what it was.</summary>
    public Task UntilAsync(string condition, int seconds = 20) =>
        Page.WaitForFunctionAsync($"() => ({condition})", null, new() { Timeout = seconds * 1000 });

    public Task<T> AskAsync<T>(string expression) => Page.EvaluateAsync<T>($"() => ({expression})");

    /// <summary>Keeps a picture in the folder that SCREENSHOTS names.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints));
    }

    private void Hear(IConsoleMessage message)
    {
        if (message.Type is not ("error" or "warning"))
            return;
        if (!ExpectsRefusals || !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            complaints.Add($"{message.Type}: {message.Text} ({message.Location})");
    }
}

internal sealed record Member(string Username, string Password);
