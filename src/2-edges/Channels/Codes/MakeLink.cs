using Linli.Campaigns;
using Linli.Members;
using Linli.Places;

namespace Linli.Channels;

/// <summary>
/// 推广码: PUT /api/campaigns/{campaign}/link — a short address and, where the shop has a mini-program, its code. The same target gets the
/// same answer; WeChat is asked for a picture once.
/// </summary>
static class MakeLink
{
    const int Width = 430;

    /// <param name="From">The referral link of who shares it.</param>
    public sealed record Body(PickupPointId? PickupPoint = null, string? From = null);

    /// <param name="Address">What an ordinary QR holds and what is pasted into groups.</param>
    /// <param name="Scene">What the mini-program gets by a scan.</param>
    /// <param name="Picture">The mini-program's code; nothing where there is no mini-program, or while WeChat does not give it.</param>
    /// <param name="PictureWhy">Why there is none, though there is a mini-program.</param>
    public sealed record Answer(string Code, string Address, string Scene, FileId? Picture, string? PictureWhy);

    public static async Task<Ok<Answer>> Handle(
        CampaignId campaign, Body body, LinliDb db, Caller caller, Roster roster, Board board, Map map, Posts posts, MiniProgram mini, FileStore files,
        TimeProvider clock, CancellationToken ct)
    {
        var card = await board.ReadToSee(campaign, caller, roster, ct) ?? throw No.CampaignUnknown();
        if (body.PickupPoint is { } point && !card.PickupPoints.Contains(point)) throw No.PointNotOffered();
        if (body.From is { } from && (from.Length != Link.SceneLetters || !System.Buffers.Text.Base64Url.IsValid(from))) throw No.FromWrong();
        var code = Link.CodeOf(caller.Tenant, campaign, body.PickupPoint, body.From);
        var link = await db.Set<Link>().FirstOrDefaultAsync(l => l.Code == code, ct);
        if (link is null)
        {
            db.Add(link = new Link
            {
                Code = code,
                Campaign = campaign,
                Leader = card.Leader,
                Point = body.PickupPoint,
                From = body.From,
                MadeAt = clock.GetUtcNow(),
            });
            await db.Commit(ct);
        }

        string? why = null;
        if (link.Picture is null && await mini.AppId(ct) is not null)
        {
            var version = await mini.Version(ct);
            var said = await mini.Ask("/wxa/getwxacodeunlimit", new
            {
                scene = link.Scene,
                page = "pages/home",
                check_path = version == "release",
                env_version = version,
                width = Width,
            }, ct);
            if (said.Picture is { } picture)
            {
                link.Picture = files.Add(picture);
                await db.Commit(ct);
            }
            else why = said.Code is { } number ? $"{number} {said.Why}" : said.Why;
        }

        var shop = await map.Shop(ct);
        return TypedResults.Ok(new Answer(code, $"{posts.Site}/s/{shop.Code}/{code}", link.Scene, link.Picture, why));
    }
}
