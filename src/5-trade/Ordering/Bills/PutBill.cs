using Linli.Campaigns;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>拖进账单: PUT /api/campaigns/{campaign}/bills/{bill} — shows what it would write down, and writes nothing down.</summary>
static class PutBill
{
    /// <summary>JSON may say Chinese in twice its length.</summary>
    public const int MostBody = 4 * (BillReader.MostMegabytes << 20);
    static readonly TimeSpan keepUnconfirmed = TimeSpan.FromDays(7);

    public sealed record Choice(int Row, OrderId? Order = null);

    /// <param name="Csv">The exported file as text.</param>
    /// <param name="Choices">What a person decided about single rows: an order, or none.</param>
    public sealed record Body(string Csv, Choice[]? Choices = null);

    public static Body Example { get; } = new(
        "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"
        + "2026-05-01 12:34:56,二维码收款,小白,收款方备注:二维码收款,收入,¥16.00,/,已收钱,1000050001202605010012345678,/,收款方备注:二维码收款\n");

    public static async Task<Ok<BillShown>> Handle(
        CampaignId campaign, BillId bill, Body body, LinliDb db, Caller caller, Roster roster, Board board, Billing billing, Audit audit,
        TimeProvider clock, CancellationToken ct)
    {
        var card = await board.ReadToPlan(campaign, caller, roster, ct);
        var (rows, bad) = BillReader.Read(body.Csv);
        await db.Begin(ct);
        var now = clock.GetUtcNow();
        var found = await db.Set<Bill>().FirstOrDefaultAsync(b => b.Id == bill, ct);
        if (found is null)
        {
            var old = now - keepUnconfirmed;
            await db.Set<Bill>().Where(b => b.ConfirmedAt == null && b.At < old).ExecuteDeleteAsync(ct);
            db.Add(found = new() { Id = bill, Campaign = campaign, At = now, Rows = [], Bad = [], Choices = [] });
        }

        if (found.Campaign != campaign) throw No.BillIdTaken();
        if (found.ConfirmedAt is not null) throw No.BillConfirmed();
        (found.At, found.Rows, found.Bad, found.Choices) = (now, rows, bad, [.. (body.Choices ?? []).Select(c => new BillChoice(c.Row, c.Order))]);
        var plan = await billing.Plan(found, card, ct);
        audit.Note("read-bill", $"campaign {campaign.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(plan.Shown);
    }
}
