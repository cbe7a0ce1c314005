using Linli.Catalog;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>补充说明: PUT /api/orders/{order}/claims/{claim}/answer — the household answers what the shop asked, in words or pictures.</summary>
static class AnswerClaim
{
    public sealed record Body(string Text = "", FileId[]? Pictures = null);

    public static Body Example { get; } = new("拍了，底下那个是烂的", [default]);

    public static async Task<Ok<OrderShown>> Handle(
        OrderId order, ClaimId claim, Body body, LinliDb db, Caller caller, Roster roster, Showing showing, TimeProvider clock, CancellationToken ct)
    {
        var found = await Scope.OwnOrder(order, db, caller, roster, ct);
        var open = found.Claims.FirstOrDefault(c => c.Id == claim) ?? throw No.ClaimUnknown();
        var (text, pictures) = ((body.Text ?? "").Trim(), (List<FileId>)[.. body.Pictures ?? []]);
        if (open.AnsweredAt is not null)
            return open.Answer == text && open.AnswerPictures!.SequenceEqual(pictures) ? TypedResults.Ok(await showing.One(found, ct)) : throw No.ClaimAnswered();
        if (open.State != ClaimState.Open) throw No.ClaimDecided();
        if (open.AskedAt is null) throw No.ClaimNotAsked();
        if (text.Length == 0 && pictures.Count == 0 || text.Length > Claim.LongestReason || pictures.Count > Claim.MostPictures)
            throw No.ClaimWordWrong(Claim.LongestReason);
        open.Say(text, pictures, clock.GetUtcNow());
        await db.Commit(ct);
        return TypedResults.Ok(await showing.One(found, ct));
    }
}
