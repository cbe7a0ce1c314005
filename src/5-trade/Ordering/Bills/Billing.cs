using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Linli.Campaigns;
using Linli.Payments;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>Plans what a bill means for a campaign's orders, as they are now.</summary>
sealed class Billing(LinliDb db, Cashier cashier, Map map, Naming naming, Caller caller)
{
    /// <summary>A campaign is often written up after its chain has begun, and paid late.</summary>
    const int DaysBefore = 3, DaysAfter = 14;

    /// <summary>The same payment of WeChat is the same payment here, whichever bill tells of it.</summary>
    public static PaymentId IdOf(BillRow row) =>
        new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"wechat/{row.TradeNo}")).AsSpan(0, 16)));

    public async Task<BillPlan> Plan(Bill bill, CampaignCard campaign, CancellationToken ct)
    {
        var orders = await db.Set<Order>().Include(o => o.Lines)
            .Where(o => o.Campaign == bill.Campaign && o.Payment == Order.Outside).OrderBy(o => o.PlacedAt).ThenBy(o => o.Number).ToDictionaryAsync(o => o.Id.Value, ct);
        var names = await naming.Of(orders.Values, ct);
        var points = await map.Points(campaign.PickupPoints, ct);
        var known = await cashier.Known([.. bill.Rows.Select(IdOf)], ct);
        var (from, to) = (campaign.OpensAt.AddDays(-DaysBefore), campaign.PickupTo.AddDays(DaysAfter));
        var rows = bill.Rows.Where(r => known.ContainsKey(IdOf(r)) || (r.At >= from && r.At <= to)).ToList();

        var left = orders.Values.Where(o => o.State == OrderState.Confirmed && o.ToPay.Fen > 0).ToDictionary(o => o.Id.Value, o => o.ToPay);
        var chosen = Choose(bill, rows.Where(r => !known.ContainsKey(IdOf(r))), left);
        var open = rows.Where(r => !known.ContainsKey(IdOf(r)) && bill.Choices.All(c => c.Row != r.Row)).ToList();
        string[] places = [.. points.Values.Select(p => p.Name)];
        BillDue[] dues =
        [
            .. orders.Values.Where(o => left.GetValueOrDefault(o.Id.Value).Fen > 0).Select(o => new BillDue(
                o.Id.Value, names[o.Id], $"{names[o.Id]} {points.GetValueOrDefault(o.PickupPoint)?.Name}", places, left[o.Id.Value])),
        ];
        var matches = BillMatch.Match([.. open.Select(r => new BillPayment(r.Row, r.At, r.Payer, r.Memo, r.Amount))], dues).ToDictionary(m => m.Payment.Row);

        BillMatchShown Of(Guid order, Money due, BillHow how, Confidence confidence) =>
            new(orders[order].Id, orders[order].Number, names[orders[order].Id], due, how, confidence);
        BillRowShown Show(BillRow r)
        {
            var shown = new BillRowShown(r.Row, r.At, r.Payer, r.Memo, r.Amount, r.Type, null, [], Money.Zero, known.ContainsKey(IdOf(r)));
            if (known.TryGetValue(IdOf(r), out var about))
                return orders.TryGetValue(about, out var order) ? shown with { Match = Of(about, order.ToPay, BillHow.Booked, Confidence.Sure) } : shown;
            if (chosen.TryGetValue(r.Row, out var choice))
                return shown with { Match = Of(choice.Order, choice.Amount, BillHow.Chosen, Confidence.Sure), Books = choice.Amount };
            if (!matches.TryGetValue(r.Row, out var match)) return shown;
            return shown with
            {
                Match = match.Due is { } due ? Of(due.Order, due.Amount, match.How, match.Confidence) : null,
                Candidates = [.. match.Candidates.Select(c => Of(c.Due.Order, c.Due.Amount, c.How, Confidence.Unsure))],
                Books = match is { Due: not null, Confidence: Confidence.Sure } ? match.Payment.Amount : Money.Zero,
            };
        }

        BillRowShown[] all = [.. rows.Select(Show)];
        foreach (var row in all.Where(r => r.Books.Fen > 0 && !chosen.ContainsKey(r.Row))) left[row.Match!.Order.Value] -= row.Books;
        BillUnpaid[] unpaid =
        [
            .. orders.Values.Where(o => left.GetValueOrDefault(o.Id.Value).Fen > 0)
                .Select(o => new BillUnpaid(o.Id, o.Number, names[o.Id], left[o.Id.Value])),
        ];
        var shown = new BillShown(bill.Id, "", bill.ConfirmedAt is not null, all, [.. bill.Bad.Select(b => b.In("zh"))], unpaid, new(
            all.Count(r => r.Books.Fen > 0), all.Count(r => r is { Already: false, Match: not null, Books.Fen: 0 }),
            all.Count(r => r is { Already: false, Match: null }), all.Count(r => r.Already), unpaid.Length, bill.Rows.Count - rows.Count));
        // The plan is the same in whichever language it is read.
        var hash = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown, Json.Options)));
        var byRow = rows.ToDictionary(r => r.Row);
        return new(
            shown with { Plan = bill.ConfirmedAt is null ? hash : bill.Plan, Bad = [.. bill.Bad.Select(b => b.In(caller.Language))] },
            [.. all.Where(r => r.Books.Fen > 0).Select(r => (byRow[r.Row], orders[r.Match!.Order.Value], r.Books))]);
    }

    /// <summary>What people decided comes first and takes its part of what is due.</summary>
    static Dictionary<int, (Guid Order, Money Amount)> Choose(Bill bill, IEnumerable<BillRow> rows, Dictionary<Guid, Money> left)
    {
        var (open, chosen) = (rows.ToDictionary(r => r.Row), new Dictionary<int, (Guid Order, Money Amount)>());
        foreach (var choice in bill.Choices)
        {
            if (!open.Remove(choice.Row, out var row)) throw No.BillChoiceWrong(choice.Row);
            if (choice.Order is not { } order) continue;
            if (left.GetValueOrDefault(order.Value) is not { Fen: > 0 } due) throw No.BillChoiceWrong(choice.Row);
            var amount = row.Amount < due ? row.Amount : due;
            chosen[choice.Row] = (order.Value, amount);
            left[order.Value] = due - amount;
        }

        return chosen;
    }
}
