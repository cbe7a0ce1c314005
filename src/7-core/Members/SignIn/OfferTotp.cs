namespace Linli.Members;

/// <summary>GET /api/me/totp — nothing is kept until a code shows that the authenticator took the secret.</summary>
static class OfferTotp
{
    public sealed record Offer(string Secret, string Otpauth);

    public static async Task<Ok<Offer>> Handle(LinliDb db, Shops shops, Caller caller, CancellationToken ct)
    {
        var member = await Me.Myself(db, caller, ct);
        if (member.TotpSecret is not null) throw No.TotpAlreadyOn();
        var secret = Totp.NewSecret();
        var issuer = Uri.EscapeDataString((await shops.Own(ct))?.Name ?? "Linli");
        var account = Uri.EscapeDataString(Written.Mask(member.Phone));
        return TypedResults.Ok(new Offer(secret,
            $"otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"));
    }
}
