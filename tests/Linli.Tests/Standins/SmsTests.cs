using System.Net;
using System.Text.Json;
using Linli.Standins;

namespace Linli.Tests.Standins;

public class SmsTests
{
    [Fact]
    public async Task A_message_is_sent_once_and_shown_without_the_whole_number()
    {
        using var screen = new StringWriter();
        await using var merchant = await Merchant.Open(new StandinOptions { Say = screen });
        var message = new { to = "13800000001", template = "sign-in", @params = new { code = "123456" }, id = "m1" };

        await merchant.Ask("POST", "/sms/messages", JsonSerializer.Serialize(message));
        var again = await merchant.Ask("POST", "/sms/messages", JsonSerializer.Serialize(message));

        Assert.Equal((HttpStatusCode.OK, "sent"), (again.Status, again.Field("state")));
        Assert.Equal("短信 138****0001 验证码 123456" + Environment.NewLine, screen.ToString());
        var inbox = JsonDocument.Parse(await merchant.Look("/sms?to=13800000001")).RootElement;
        Assert.Equal("123456", Assert.Single(inbox.EnumerateArray()).GetProperty("params").GetProperty("code").GetString());
        Assert.Equal("[]", await merchant.Look("/sms?to=13800000002"));
    }

    [Theory]
    [InlineData("""{"to":"23800000001","template":"x","params":{},"id":"m1"}""")]
    [InlineData("""{"to":"1380000000","template":"x","params":{},"id":"m1"}""")]
    [InlineData("""{"to":"13800000001","template":"x","params":{}}""")]
    public async Task A_message_to_nobody_is_refused(string body)
    {
        await using var merchant = await Merchant.Open();

        Assert.Equal(HttpStatusCode.BadRequest, (await merchant.Ask("POST", "/sms/messages", body)).Status);
    }
}
