using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;

namespace Linli.Fulfilment;

/// <summary>
/// 核销: PUT /api/pickups/{pickup}/redemptions/{redemption} — goods leave, money is booked, all in one transaction.
/// </summary>
static class RedeemPickup
{
    /// <param name="Amount">Units or grams.</param>
    public sealed record Line(SkuId Sku, long Amount);

    /// <param name="Lines">What is handed over; all that is left when absent.</param>
    /// <param name="CashTaken">Exactly what is due in cash for that.</param>
    /// <param name="ProxyNote">Who fetched it for the household; by a proxy's code it is known.</param>
    /// <param name="WithoutCode">Whoever hands it over knows the household; the household is told.</param>
    public sealed record Body(string? Code = null, Line[]? Lines = null, Money? CashTaken = null, string? ProxyNote = null,
        // Left out of the fingerprint where it is not said: who asks again across an upgrade is still known.
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool WithoutCode = false);

    public static Body Example { get; } = new("123456", CashTaken: new(1280));

    public static async Task<Ok<PickupShown>> Handle(
        PickupId pickup, RedemptionId redemption, Body body, LinliDb db, Caller caller, Roster roster,
        OrderBook orders, Contents contents, Showing showing, Mailbox mailbox, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        if (body.ProxyNote?.Length > Redemption.LongestNote) throw No.NoteTooLong(Redemption.LongestNote);
        await db.Begin(ct);
        var bag = await Scope.Pickup(pickup, db, caller, roster, ct);
        var asked = Fingerprint(pickup, body);
        if (await db.Set<Redemption>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == redemption, ct) is { } earlier)
            return earlier.Asked == asked ? await Answer(bag, showing, ct) : throw No.RedemptionIdTaken();

        var now = clock.GetUtcNow();
        var known = body is { WithoutCode: true, Code: null } && caller.Is(Role.Owner, Role.Clerk, Role.Leader);
        if (known) bag.OpensWithoutCode();
        else if (!bag.Opens(body.Code ?? throw No.WrongCode(), now))
        {
            // Kept although the answer is no: guesses are counted.
            await db.Commit(ct);
            throw No.WrongCode();
        }

        var content = await contents.Of(bag, ct);
        // Another desk may have handed it over between the two readings; then its answer is not "take cash" but "done".
        await db.StillSo(bag, ct);
        if (bag.State == PickupState.Waiting) throw No.NotArrived();
        var picks = content.Take(Wanted(body.Lines, content));
        var due = picks.Sum(p => p.Cash);
        if ((body.CashTaken ?? Money.Zero) != due) throw No.CashNeeded(due);
        var taken = Money.Zero;
        foreach (var order in picks) taken += await orders.HandOver(redemption.Value, order.Order, order.Picks, ct);
        if (taken != due) throw new InvalidOperationException("desk and order book count the cash alike");

        var proxy = known ? null : bag.ProxyAt(now) is { } given && given.Code == body.Code ? given : null;
        proxy?.Use(now);
        var whole = picks.Sum(o => o.Picks.Sum(p => p.Amount)) == content.Lines.Sum(l => l.Left);
        bag.HandOver(new()
        {
            Id = redemption,
            Pickup = bag.Id,
            At = now,
            By = caller.Person,
            Cash = due,
            ProxyNote = body.ProxyNote?.Trim() ?? proxy?.Name ?? "",
            WithoutCode = known,
            Asked = asked,
        }, whole, now);
        audit.Note(known ? "redeem-pickup-without-code" : "redeem-pickup", $"pickup {bag.Id.Value}");
        Tell(bag, known, proxy, body.ProxyNote, mailbox);
        await db.Commit(ct);
        return await Answer(bag, showing, ct);
    }

    static Dictionary<SkuId, long> Wanted(Line[]? lines, Content content)
    {
        if (lines is null) return content.Lines.Where(l => l.Left > 0).ToDictionary(l => l.Sku, l => l.Left);
        if (lines.Length == 0 || lines.DistinctBy(l => l.Sku).Count() != lines.Length) throw No.AmountWrong();
        return lines.ToDictionary(l => l.Sku, l => l.Amount);
    }

    // Whoever did not stand at the desk with the code hears that the bag is gone.
    static void Tell(Pickup bag, bool known, Proxy? proxy, string? note, Mailbox mailbox)
    {
        var link = $"/orders/{bag.Orders[0].Order.Value}";
        if (proxy is not null) mailbox.Send(bag.Household, ("有人代您取货了", "Somebody fetched your goods for you"),
            ($"{proxy.Name} 用代取码取走了您的货。如果不对，请马上联系店里。", $"{proxy.Name} fetched your goods with the code you passed on. If that is wrong, call the shop at once."), link);
        else if (known) mailbox.Send(bag.Household, ("货已经取走了", "Your goods were handed over"),
            ($"您的货已交给{(note?.Trim() is { Length: > 0 } who ? who : "本人")}（当面认人，没有用取货码）。如果您没有取，请马上联系店里。",
                $"Your goods were given to {(note?.Trim() is { Length: > 0 } them ? them : "you")}, known by sight, without the code. If it was not you, call the shop at once."), link);
    }

    static string Fingerprint(PickupId pickup, Body body) =>
        Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { pickup, body }, Json.Options)));

    // Whoever comes here has shown the code.
    static async Task<Ok<PickupShown>> Answer(Pickup bag, Showing showing, CancellationToken ct) =>
        TypedResults.Ok((await showing.Pickups([bag], _ => true, ct))[0]);
}
