using System.Globalization;
using Linli.Members;
using Linli.Places;

namespace Linli.Fulfilment;

/// <summary>Tells households that their bag is ready: what to bring, when and where.</summary>
sealed class Announcing(LinliDb db, Mailbox mailbox, Map map)
{
    public async Task Ready(IReadOnlyCollection<Pickup> bags, CancellationToken ct)
    {
        if (bags.Count == 0) return;
        var points = await map.Points([.. bags.Select(b => b.Point).Distinct()], ct);
        foreach (var bag in bags)
        {
            db.Raise(new PickupReady(bag.Id, bag.Campaign, bag.Point, bag.From, bag.To, [.. bag.Orders.Select(o => o.Order)]), bag.Campaign.Value);
            mailbox.Send(bag.Household, ("到货了，请来取货", "Your goods are here"),
                ($"到货了，取货码 {bag.Code}，{When(bag.From, bag.To)}在{points[bag.Point].Name}（{points[bag.Point].Address}）取货。",
                    $"Fetch them with code {bag.Code}, {WhenInEnglish(bag.From, bag.To)}, at {points[bag.Point].Name} ({points[bag.Point].Address})."),
                $"/orders/{bag.Orders[0].Order.Value}");
        }
    }

    /// <summary>"5月2日周五 16:00–20:00", or both days when the window is longer than one.</summary>
    public static string When(DateTimeOffset from, DateTimeOffset to) => BusinessDay.Of(from) == BusinessDay.Of(to)
        ? $"{Day(from)} {Clock(from)}–{Clock(to)}"
        : $"{Day(from)} {Clock(from)} 到 {Day(to)} {Clock(to)}";

    static string WhenInEnglish(DateTimeOffset from, DateTimeOffset to) =>
        $"{BusinessDay.SayInEnglish(from)} – {(BusinessDay.Of(from) == BusinessDay.Of(to) ? Clock(to) : BusinessDay.SayInEnglish(to))}";

    static string Day(DateTimeOffset at)
    {
        var wall = TimeZoneInfo.ConvertTime(at, BusinessDay.Zone);
        return $"{wall.Month}月{wall.Day}日周{"日一二三四五六"[(int)wall.DayOfWeek]}";
    }

    static string Clock(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, BusinessDay.Zone).ToString("HH:mm", CultureInfo.InvariantCulture);
}
