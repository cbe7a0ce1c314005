using Linli.Members;

namespace Linli.Ordering;

/// <summary>请居民补充: PUT /api/orders/{order}/claims/{claim}/question — the shop asks for a picture or a word, once.</summary>
static class AskAboutClaim
{
    public sealed record Body(string Question);

    public static Body Example { get; } = new("能拍一张坏的那面吗？");

    public static async Task<Ok<OrderShown>> Handle(
        OrderId order, ClaimId claim, Body body, LinliDb db, Caller caller, Roster roster, Mailbox mailbox, Showing showing, Audit audit, TimeProvider clock,
        CancellationToken ct)
    {
        var found = await Scope.Order(order, db, caller, roster, ct);
        var (open, question) = (found.Claims.FirstOrDefault(c => c.Id == claim) ?? throw No.ClaimUnknown(), (body.Question ?? "").Trim());
        if (open.AskedAt is not null) return open.Question == question ? TypedResults.Ok(await showing.One(found, ct)) : throw No.ClaimAsked();
        if (open.State != ClaimState.Open) throw No.ClaimDecided();
        if (question.Length is 0 or > Claim.LongestReason) throw No.ClaimWordWrong(Claim.LongestReason);
        var now = clock.GetUtcNow();
        open.Ask(question, now);
        db.Raise(new ClaimWaits(order, claim, Asked: true), order.Value, at: open.AnswerBy!.Value);
        var line = found.Lines.Single(l => l.Sku == open.Sku);
        mailbox.Send(found.Household, ("店里想问您一句", "The shop has a question"),
            ($"订单 {found.Number} 的“{line.Name}”售后：{question} 请在 {BusinessDay.Say(open.AnswerBy.Value)} 前在订单里回复，可以拍照。",
                $"Your claim on {line.Name}, order {found.Number}: {question} Please answer in the order by {BusinessDay.SayInEnglish(open.AnswerBy.Value)}; photos help."),
            $"/orders/{order.Value}");
        audit.Note("ask-about-claim", $"order {order.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(found, ct));
    }
}
