using System.Text;
using Linli.Members;

namespace Linli.Commissions;

/// <summary>实名收款: PUT /api/commissions/payee — who I am, to be paid. Answers show it masked.</summary>
static class SetPayee
{
    /// <param name="Account">A bank account or the like, for payouts by hand; may be left out by who came through WeChat.</param>
    /// <param name="OpenId">Whom WeChat pays, for who did not come through WeChat; the name is checked by WeChat against that account's owner.</param>
    public sealed record Body(string RealName, string IdNumber, string Account = "", string? OpenId = null)
    {
        public override string ToString() => "payee";
    }

    public static Body Example { get; } = new("张三丰", "110101199003078670", "6222 0000 0000 0000 000");

    public static async Task<Ok<PayeeShown>> Handle(
        Body body, LinliDb db, Caller caller, Sealing sealing, Signing signing, WeChatIds weChat, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var (me, now) = (new MemberId(caller.Person), clock.GetUtcNow());
        var name = Clean(body.RealName, Payee.MostName) ?? throw No.RealNameWrong();
        var openId = string.IsNullOrEmpty(body.OpenId) ? null : body.OpenId;
        if (openId is { Length: > Payee.MostOpenId } || openId?.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') == false) throw No.AccountWrong();
        var inWeChat = openId is not null || (await weChat.Known([me], ct)).Count > 0;
        var account = inWeChat && string.IsNullOrWhiteSpace(body.Account) ? "" : Clean(body.Account, Payee.MostAccount) ?? throw No.AccountWrong();
        var number = IdNumber.Read(body.IdNumber ?? "", BusinessDay.Of(now)) ?? throw No.IdNumberWrong();
        var card = new PayeeCard(name, number.Text, account, openId);
        var mark = Convert.ToHexStringLower(await signing.Mac("payee", Encoding.ASCII.GetBytes(number.Text), ct));
        if (await db.Set<Payee>().AnyAsync(p => p.Mark == mark && p.Id != me, ct)) throw No.IdNumberTaken();
        var found = await db.Set<Payee>().FirstOrDefaultAsync(p => p.Id == me, ct);
        if (found is null) db.Add(new Payee { Id = me, Sealed = sealing.Close(card), Mark = mark, At = now });
        else (found.Sealed, found.Mark, found.At) = (sealing.Close(card), mark, now);
        audit.Note("set-payee", $"member {me.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(card.Masked with { InWeChat = inWeChat });
    }

    static string? Clean(string? text, int most)
    {
        var clean = Width.Half(text ?? "").Trim();
        return clean.Length < 2 || clean.Length > most || clean.Any(char.IsControl) ? null : clean;
    }
}
