using System.Text.Json;

namespace Linli.Tests.Simulation;

/// <summary>
/// At home: some households show what they took home and are rewarded alike, some of what they took was not right, and some of those
/// would rather have points than money for it. What it comes to is counted here, to be found again in the books.
/// </summary>
sealed class AfterSale(Market market, Phone owner, Func<int, Phone> phoneOf, Random dice, Tally tally)
{
    /// <summary>For a post, whatever it says; one post of a household is rewarded in a month.</summary>
    public const int Reward = 150;

    long cash, points;

    /// <summary>What of the till's cash went back.</summary>
    public long CashGivenBack => cash;

    /// <summary>Instead of money, and for posts; less what was taken back when all of an order went back.</summary>
    public long PointsGiven => points;

    public async Task Live()
    {
        foreach (var some in market.Shop.Residents.Index().Where(r => market.Orders.Values.Any(o => o.Resident == r.Item.Id)).Chunk(8))
            await Task.WhenAll(some.Select(r => AtHome(phoneOf(r.Index), new Random(dice.Next()))));
        await PostsOfReturnedOrders();
    }

    async Task AtHome(Phone resident, Random own)
    {
        var (posts, claims) = (own.NextDouble() < 0.15, own.NextDouble() < 0.08);
        if (!posts && !claims) return;
        foreach (var order in await resident.All("/me/orders?state=completed"))
        {
            var review = posts ? await Post(resident, order, own) : default(Guid?);
            var late = own.NextDouble() < 0.5;
            if (review is { } early && !late) await RewardPost(early);
            if (claims) await Claim(resident, order, own);
            if (review is { } rest && late && own.NextDouble() < 0.8) await RewardPost(rest);
        }
    }

    async Task<Guid> Post(Phone resident, JsonElement order, Random own)
    {
        var id = Guid.CreateVersion7();
        (await resident.Put($"/photo-reviews/{id}", new
        {
            order = Staff.Id(order),
            text = "拍给邻居看看",
            pictures = new[] { Guid.CreateVersion7() },
            stars = own.NextDouble() < 0.5 ? own.Next(1, 6) : (int?)null,
        })).Ok();
        tally.Count("posts");
        return id;
    }

    async Task RewardPost(Guid review)
    {
        var answer = await owner.Put($"/photo-reviews/{review}/reward");
        if (answer.Status == 200) tally.Count("posts rewarded");
        else tally.Holds(answer.Refused is "review.month-full" or "review.taken-back", $"a post was not rewarded: {answer.Status} {answer.Text}");
    }

    /// <summary>One line, to the gram, or all that there is of the order; the owner may find it less.</summary>
    async Task Claim(Phone resident, JsonElement order, Random own)
    {
        var lines = order.GetProperty("lines").EnumerateArray().Where(l => l.GetProperty("claimable").GetInt64() > 0).ToList();
        var all = own.NextDouble() < 0.25;
        foreach (var line in all ? lines : lines.Take(1))
        {
            var (claim, amount, percent) = (Guid.CreateVersion7(), line.GetProperty("claimable").GetInt64(), own.Next(5) switch { 0 => 100, 1 => 50, _ => 0 });
            if (!all && Staff.Text(line, "measure") == "weight") amount = Math.Max(1, (long)(amount * own.NextDouble()));
            var path = $"/orders/{Staff.Id(order)}/claims/{claim}";
            (await resident.Put(path, new { sku = line.GetProperty("sku").GetGuid(), amount, reason = "坏了", pointsPercent = percent })).Ok();
            var (approve, granted) = (all || own.NextDouble() < 0.7, !all && amount > 1 && own.NextDouble() < 0.4 ? amount / 2 : amount);
            var supplier = approve && own.NextDouble() < 0.3 ? own.NextDouble() < 0.5 ? "cost" : "refund" : null;
            var decided = (await owner.Put($"{path}/decision", new { approve, amount = approve ? granted : (long?)null, supplier })).Ok();
            if (supplier is not null) tally.Count("claims borne by a supplier");
            var found = decided["claims"].EnumerateArray().Single(c => Staff.Id(c) == claim);
            var (refund, instead) = (found.GetProperty("refund").GetInt64(), found.GetProperty("points").GetInt64());
            tally.Same(refund * percent / 100, instead, $"what of a claim of {refund} comes as points at {percent} %");
            if (Staff.Text(order, "payment") == "cash") Interlocked.Add(ref cash, refund - instead);
            Interlocked.Add(ref points, instead);
            tally.Count(refund > 0 ? "claims approved" : "claims declined");
            if (instead > 0) tally.Count(percent == 100 ? "claims wholly as points" : "claims half as points");
        }
    }

    /// <summary>A post whose order went back is rewarded no longer, whichever of the two came first.</summary>
    async Task PostsOfReturnedOrders()
    {
        List<JsonElement> reviews = [];
        await Staff.Until("posts about orders that went back are not rewarded any more", async () =>
        {
            reviews = await owner.All("/photo-reviews");
            var back = (await Completed()).Where(WentBack).Select(Staff.Id).ToHashSet();
            return reviews.All(r => Staff.Text(r, "state") == "takenBack" == back.Contains(r.GetProperty("order").GetGuid()));
        }, orGoOn: true);
        var back = (await Completed()).Where(WentBack).Select(Staff.Id).ToHashSet();
        foreach (var review in reviews)
        {
            var (given, taken) = (review.GetProperty("points").GetInt64(), review.GetProperty("takenBack").GetInt64());
            tally.Holds(given is 0 or Reward, $"a post was rewarded with {given}");
            tally.Same(Staff.Text(review, "state") == "takenBack" ? given : 0, taken, $"what was taken back of post {Staff.Id(review)}");
            tally.Same(back.Contains(review.GetProperty("order").GetGuid()), Staff.Text(review, "state") == "takenBack", $"whether post {Staff.Id(review)} lost its reward");
            if (taken > 0) tally.Count("rewards taken back");
            points += given - taken;
        }

        foreach (var home in reviews.Where(r => r.GetProperty("points").GetInt64() > 0).CountBy(r => r.GetProperty("household").GetGuid()))
            tally.Same(1, home.Value, $"rewarded posts of household {home.Key}");
    }

    async Task<List<JsonElement>> Completed()
    {
        var all = new List<JsonElement>();
        foreach (var offer in market.Offers) all.AddRange(await owner.All($"/orders?campaign={offer.Id}&state=completed"));
        return all;
    }

    static bool WentBack(JsonElement order)
    {
        var lines = order.GetProperty("lines").EnumerateArray().ToList();
        return lines.Any(l => l.GetProperty("handed").GetInt64() > 0) && lines.All(l => l.GetProperty("claimable").GetInt64() == 0);
    }
}
