using Microsoft.Extensions.Configuration;

namespace Linli.Members;

/// <summary>PUT /api/sms-codes/{id}</summary>
static class SendCode
{
    public sealed record Body(string Phone, string? Shop = null);

    public sealed record Sent(DateTimeOffset ExpiresAt);

    public static async Task<Ok<Sent>> Handle(
        SmsCodeId id, Body body, LinliDb db, Shops shops, Caller caller, SmsGateway gateway, IConfiguration settings,
        TimeProvider clock, CancellationToken ct)
    {
        var phone = Written.Phone(body.Phone);
        caller.ActAsSystemOf((await SignIn.ShopOf(body.Shop, shops, ct)).Id);
        // In a demo the code is known to everybody, so no message is needed where none can be sent.
        var always = settings["Linli:FixedSmsCode"] is { Length: > 0 } demo ? demo : null;
        if (always is null && !gateway.IsSetUp) throw No.SmsNotSetUp();

        var now = clock.GetUtcNow();
        var code = await db.Set<SmsCode>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (code is not null && code.Phone != phone) throw No.SmsIdTaken();
        (await PhoneGuard.Of(phone, db, ct)).CountCode(now, db);
        if (code is null) db.Add(code = SmsCode.For(phone, id, now));
        // Asked again, the message may never have arrived, and only the hash of its code is left: so a new one is drawn.
        var digits = code.Draw(always);

        await db.Begin(ct);
        var yesterday = now - TimeSpan.FromDays(1);
        await db.Set<SmsCode>().Where(c => c.Phone == phone && c.ExpiresAt < yesterday).ExecuteDeleteAsync(ct);
        await db.Commit(ct);

        // After the commit: a slice that is done again must not send again, and the gateway may be slow.
        var values = new Dictionary<string, string> { ["code"] = digits };
        if (gateway.IsSetUp) await gateway.Send(phone, "sign-in", values, $"{id.Value}-{code.Sent}", ct);
        return TypedResults.Ok(new Sent(code.ExpiresAt));
    }
}
