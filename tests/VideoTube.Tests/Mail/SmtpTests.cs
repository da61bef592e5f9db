using System.Net;
using System.Net.Mail;
using System.Security.Authentication;
using System.Text;
using VideoTube.Configuration;
using VideoTube.Mail;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Mail;

public sealed class SmtpTests
{
    private static readonly DateTimeOffset Noon = new(2026, 2, 3, 12, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task A_mail_arrives_as_it_was_written_dots_and_all()
    {
        await using var office = new PostOffice();

        await SmtpConversation.SendAsync(ServerOf(office), Mail(new Letter("Hello", ".\n..two\nplain")), CancellationToken.None);

        var mail = await office.NextAsync();
        Assert.Equal(("videos@example.org", "ada@example.org"), (mail.From, mail.To));
        Assert.Equal(".\n..two\nplain\n\n", mail.Body);
        Assert.Equal("Tue, 03 Feb 2026 12:04:05 +0000", mail.Header("Date"));
        Assert.Equal("VideoTube <videos@example.org>", mail.Header("From"));
        Assert.Equal("<1@videos.example.org>", mail.Header("Message-ID"));
    }

    [Fact]
    public async Task What_is_not_ASCII_is_encoded_and_a_domain_is_named_as_DNS_knows_it()
    {
        await using var office = new PostOffice();

        await SmtpConversation.SendAsync(ServerOf(office), Mail(new Letter("Grüße", "schön"), to: "ada@bücher.example"), CancellationToken.None);

        var mail = await office.NextAsync();
        Assert.Equal("ada@xn--bcher-kva.example", mail.To);
        Assert.Equal($"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("Grüße"))}?=", mail.Subject);
        Assert.Equal("schön", Encoding.UTF8.GetString(Convert.FromBase64String(mail.Body)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task The_password_goes_through_TLS(bool fromStart, bool startTls)
    {
        await using var office = new PostOffice(fromStart, startTls) { Credential = Convert.ToBase64String("\0user\0päss word"u8) };
        var server = ServerOf(office) with { IsTlsFromStart = fromStart, Credential = new NetworkCredential("user", "päss word"), Authority = office.Certificate };

        await SmtpConversation.SendAsync(server, Mail(new Letter("Hello", "text")), CancellationToken.None);

        Assert.Equal("ada@example.org", (await office.NextAsync()).To);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_server_that_nobody_vouches_for_gets_nothing(bool fromStart, bool startTls)
    {
        await using var office = new PostOffice(fromStart, startTls);

        await Assert.ThrowsAsync<AuthenticationException>(() =>
            SmtpConversation.SendAsync(ServerOf(office) with { IsTlsFromStart = fromStart }, Mail(new Letter("Hello", "text")), CancellationToken.None));

        Assert.False(office.HasMore);
    }

    [Theory]
    [InlineData("550 no such user", true)]
    [InlineData("450 come back later", false)]
    public async Task A_refusal_is_for_good_or_for_now(string reply, bool isFinal)
    {
        await using var office = new PostOffice { Judge = _ => reply };

        var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() =>
            SmtpConversation.SendAsync(ServerOf(office), Mail(new Letter("Hello", "text")), CancellationToken.None));

        Assert.Equal(isFinal, refused.IsFinal);
        Assert.Contains(reply, refused.Message);
    }

    [Fact]
    public async Task A_server_that_does_not_know_us_is_tried_again()
    {
        await using var office = new PostOffice { Credential = "somebody else" };

        var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() =>
            SmtpConversation.SendAsync(ServerOf(office) with { Credential = new NetworkCredential("user", "secret") }, Mail(new Letter("Hello", "text")), CancellationToken.None));

        Assert.False(refused.IsFinal);
        Assert.DoesNotContain("secret", refused.Message);
    }

    private static SmtpServer ServerOf(PostOffice office) => new("localhost", office.Port, IsTlsFromStart: false, Credential: null);

    private static OutgoingMail Mail(Letter letter, string to = "ada@example.org") =>
        new(new MailAddress("videos@example.org", "VideoTube"), to, letter, "1@videos.example.org", Noon);
}
