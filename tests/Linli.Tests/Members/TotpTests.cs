using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Linli.Platform;

namespace Linli.Tests.Members;

[Collection(nameof(VillageHouse))]
public class TotpTests(VillageHouse house)
{
    // "12345678901234567890", the key of RFC 6238, appendix B, in Base32
    const string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// <summary>The last six of the eight digits the RFC publishes for SHA1, each at its moment.</summary>
    [Fact]
    public async Task It_is_the_password_of_RFC_6238()
    {
        await using var town = await Town.Open();
        foreach (var (seconds, code) in new[]
        {
            (59L, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130"),
        })
        {
            town.Clock.Pass(DateTimeOffset.FromUnixTimeSeconds(seconds) - town.Clock.GetUtcNow());
            var clerk = await town.Staff(Role.Clerk);
            Assert.Equal("totp.wrong", (await clerk.Put("/me/totp", new { secret, code = "000000" })).Refused);
            Assert.Equal("True", (await clerk.Put("/me/totp", new { secret, code })).Ok().Of("totp"));
        }
    }

    [Fact]
    public async Task With_a_second_factor_both_ways_of_signing_in_ask_for_it()
    {
        var village = await Village.In(house.Town, passwords: true);
        await village.Owner.Put("/me/totp", new { secret, code = Code(0) });
        house.Clock.Pass(TimeSpan.FromMinutes(2));

        var needed = await village.SignIn("13800000001", Village.Password);
        Assert.Equal((401, "sign-in.totp-needed"), needed.No);
        Assert.Equal("sign-in.wrong", (await village.SignIn("13800000001", Village.Password, totp: Code(-2))).Refused);
        Assert.Equal("sign-in.wrong", (await village.SignIn("13800000001", "wrong", totp: Code(0))).Refused);
        Assert.Equal(200, (await village.SignIn("13800000001", Village.Password, totp: Code(-1))).Status);
        Assert.Equal(200, (await village.SignIn("13800000001", Village.Password, totp: Code(1))).Status);

        house.Clock.Pass(TimeSpan.FromMinutes(2));
        await village.Stranger().Put($"/sms-codes/{Guid.CreateVersion7()}", new { shop = village.Code, phone = "13800000001" });
        var sms = await house.CodeOn("13800000001");
        Assert.Equal("sign-in.totp-needed", (await village.SignIn("13800000001", code: sms)).Refused);
        Assert.Equal(200, (await village.SignIn("13800000001", code: sms, totp: Code(0))).Status);
    }

    [Fact]
    public async Task A_code_is_used_once_but_a_lost_answer_may_be_asked_for_again()
    {
        var village = await Village.In(house.Town, passwords: true);
        var code = Code(0);
        await village.Owner.Put("/me/totp", new { secret, code });
        Assert.Equal("sign-in.wrong", (await village.SignIn("13800000001", Village.Password, totp: code)).Refused);

        var (session, next) = (Guid.CreateVersion7(), Code(1));
        Assert.Equal(200, (await village.SignIn("13800000001", Village.Password, totp: next, session: session)).Status);
        Assert.Equal(200, (await village.SignIn("13800000001", Village.Password, totp: next, session: session)).Status);
        Assert.Equal("sign-in.wrong", (await village.SignIn("13800000001", Village.Password, totp: next)).Refused);
        Assert.Equal("sign-in.wrong", (await village.SignIn("13800000001", Village.Password, totp: Code(0))).Refused);
    }

    [Fact]
    public async Task It_is_switched_on_by_the_offered_secret_and_off_by_its_code()
    {
        var village = await Village.In(house.Town, passwords: true);
        var offer = await village.Clerk.Get("/me/totp");
        Assert.Contains($"secret={offer.Of("secret")}", offer.Of("otpauth"), StringComparison.Ordinal);
        Assert.Equal(32, offer.Of("secret").Length);
        Assert.All(["", "short", "1189189189189189", new string('A', 500)], bad =>
            Assert.Equal("totp.secret", village.Clerk.Put("/me/totp", new { secret = bad, code = "123456" }).Result.Refused));

        await village.Clerk.Put("/me/totp", new { secret, code = Code(0) });
        Assert.Equal(200, (await village.Clerk.Put("/me/totp", new { secret, code = Code(0) })).Status);
        Assert.Equal((409, "totp.already-on"), (await village.Clerk.Get("/me/totp")).No);
        Assert.Equal("totp.already-on", (await village.Clerk.Put("/me/totp", new { secret = offer.Of("secret"), code = Code(0) })).Refused);
        Assert.Equal("totp.wrong", (await village.Clerk.Put("/me/totp", new { code = "000000" })).Refused);
        Assert.Equal("False", (await village.Clerk.Put("/me/totp", new { code = Code(1) })).Of("totp"));
        Assert.Equal(200, (await village.SignIn("13800000002", Village.Password)).Status);
    }

    string Code(int stepsFromNow)
    {
        var moment = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, house.Clock.GetUtcNow().ToUnixTimeSeconds() / 30 + stepsFromNow);
#pragma warning disable CA5350 // what RFC 6238 says
        var hash = HMACSHA1.HashData(Encoding.ASCII.GetBytes("12345678901234567890"), moment);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[19] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }
}
