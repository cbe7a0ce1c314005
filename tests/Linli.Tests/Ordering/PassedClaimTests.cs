using System.Text.Json;
using Linli.Tests.Fulfilment;

namespace Linli.Tests.Ordering;

/// <summary>A claim goes from the leader to the shop, and back to the household with a question.</summary>
public class PassedClaimTests
{
    static async Task<(Person Who, Guid Order, string Claim)> Claimed(Town town)
    {
        var sale = await Sale.Of(town);
        var who = await town.Resident();
        var order = await sale.PaidOrder(who, 2);
        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, await Depot.Bag(who))).Ok();
        await town.Settle();
        var path = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
        (await who.Put(path, new { sku = sale.Eggs, amount = 1, reason = "坏了" })).Ok();
        return (who, order, path);
    }

    static async Task<JsonElement> Shown(Person by, Guid order) => Assert.Single((await by.Get($"/orders/{order}")).Ok()["claims"].EnumerateArray().ToArray());

    static async Task<IEnumerable<string>> Told(Person who) => (await who.Get("/me/messages")).Items.Select(m => m.Text("title"));

    static async Task<long> Needs(Person who, string kind) =>
        (await who.Get("/today")).Ok()["needs"].EnumerateArray().Where(n => n.Text("kind") == kind).Sum(n => n.Number("count"));

    [Fact]
    public async Task A_leader_passes_a_claim_on_with_a_word_that_only_the_shop_reads_and_decides_it_no_longer()
    {
        await using var town = await Town.Open();
        var (who, order, claim) = await Claimed(town);
        Assert.Equal("leader", (await Shown(town.Leader, order)).Text("turn"));
        Assert.Equal(1, await Needs(town.Leader, "claims"));
        Assert.Equal("claim.word-wrong", (await town.Leader.Put($"{claim}/referral", new { note = " " })).Refused);
        Assert.Equal("claim.unknown", (await town.Leader.Put($"/orders/{order}/claims/{Guid.CreateVersion7()}/referral", new { note = "请店里定" })).Refused);
        Assert.Equal(403, (await who.Put($"{claim}/referral", new { note = "我自己来" })).Status);

        for (var i = 0; i < 2; i++) (await town.Leader.Put($"{claim}/referral", new { note = "她说都坏了，我没看到" })).Ok();
        Assert.Equal("claim.passed", (await town.Leader.Put($"{claim}/referral", new { note = "另一句" })).Refused);
        Assert.Equal("claim.passed", (await town.Leader.Put($"{claim}/decision", new { approve = true })).Refused);
        var atShop = await Shown(town.Owner, order);
        Assert.Equal(("shop", true, "她说都坏了，我没看到"), (atShop.Text("turn"), atShop.GetProperty("passed").GetBoolean(), atShop.Text("passedWith")));
        Assert.Equal(("shop", ""), ((await Shown(who, order)).Text("turn"), (await Shown(who, order)).Text("passedWith")));
        Assert.Single(await Told(who), t => t == "售后转给店里了");
        Assert.Equal((1, 0), (await Needs(town.Owner, "claims-passed"), await Needs(town.Leader, "claims")));

        (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        Assert.Equal("nobody", (await Shown(who, order)).Text("turn"));
        Assert.Equal(0, await Needs(town.Owner, "claims-passed"));
        Assert.Contains((await town.Owner.Get("/audit")).Items, a => a.Text("action") == "pass-claim");
        var (_, _, decided) = await Claimed(town);
        (await town.Owner.Put($"{decided}/decision", new { approve = false, note = "没问题" })).Ok();
        Assert.Equal("claim.decided", (await town.Leader.Put($"{decided}/referral", new { note = "请店里定" })).Refused);
    }

    [Fact]
    public async Task The_shop_asks_once_and_the_household_answers_with_a_picture()
    {
        await using var town = await Town.Open();
        var (who, order, claim) = await Claimed(town);
        Assert.Equal("claim.not-asked", (await who.Put($"{claim}/answer", new { text = "还有一个" })).Refused);
        Assert.Equal("claim.unknown", (await who.Put($"/orders/{order}/claims/{Guid.CreateVersion7()}/answer", new { text = "还有一个" })).Refused);
        Assert.Equal(403, (await town.Leader.Put($"{claim}/question", new { question = "能拍一张吗？" })).Status);
        Assert.Equal("claim.word-wrong", (await town.Owner.Put($"{claim}/question", new { question = new string('问', 201) })).Refused);
        Assert.Equal("claim.unknown", (await town.Owner.Put($"/orders/{order}/claims/{Guid.CreateVersion7()}/question", new { question = "能拍一张吗？" })).Refused);

        for (var i = 0; i < 2; i++) (await town.Clerk.Put($"{claim}/question", new { question = "能拍一张吗？" })).Ok();
        Assert.Equal("claim.asked", (await town.Owner.Put($"{claim}/question", new { question = "几个坏了？" })).Refused);
        Assert.Equal(("resident", "能拍一张吗？"), ((await Shown(who, order)).Text("turn"), (await Shown(who, order)).Text("question")));
        Assert.Single(await Told(who), t => t == "店里想问您一句");

        var neighbour = await town.Resident();
        Assert.Equal("order.unknown", (await neighbour.Put($"{claim}/answer", new { text = "我也看到了" })).Refused);
        Assert.Equal("claim.word-wrong", (await who.Put($"{claim}/answer", new { text = " " })).Refused);
        Guid[] pictures = [Guid.CreateVersion7()];
        for (var i = 0; i < 2; i++) (await who.Put($"{claim}/answer", new { text = "拍了", pictures })).Ok();
        Assert.Equal("claim.answered", (await who.Put($"{claim}/answer", new { text = "再说一句", pictures })).Refused);
        var shown = await Shown(town.Owner, order);
        Assert.Equal(("shop", "拍了"), (shown.Text("turn"), shown.Text("answer")));
        Assert.Equal(pictures, shown.GetProperty("answerPictures").EnumerateArray().Select(p => p.GetGuid()));
        // Nobody waits for an answer that has come.
        await town.Pass(TimeSpan.FromHours(49));
        Assert.DoesNotContain("还没等到您的补充", await Told(who));
        (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        Assert.Equal("claim.decided", (await town.Owner.Put($"/orders/{order}/claims/{(await Shown(who, order)).GetProperty("id").GetGuid()}/decision", new { approve = false })).Refused);
    }

    [Fact]
    public async Task Whoever_lets_the_time_go_by_holds_nothing_up()
    {
        await using var town = await Town.Open();
        var (who, order, claim) = await Claimed(town);
        await town.Pass(TimeSpan.FromHours(23));
        Assert.Equal("leader", (await Shown(town.Owner, order)).Text("turn"));
        await town.Pass(TimeSpan.FromHours(2));
        var late = await Shown(town.Owner, order);
        // The shop sees it, and the leader may still decide.
        Assert.Equal(("shop", false), (late.Text("turn"), late.GetProperty("passed").GetBoolean()));

        (await town.Owner.Put($"{claim}/question", new { question = "能拍一张吗？" })).Ok();
        await town.Pass(TimeSpan.FromHours(47));
        Assert.Equal("resident", (await Shown(who, order)).Text("turn"));
        await town.Pass(TimeSpan.FromHours(2));
        Assert.Equal("shop", (await Shown(who, order)).Text("turn"));
        Assert.Single(await Told(who), t => t == "还没等到您的补充");
        // Late words are read as long as nobody has decided.
        (await who.Put($"{claim}/answer", new { text = "对不起，刚看到" })).Ok();
        Assert.Equal("对不起，刚看到", (await Shown(town.Owner, order)).Text("answer"));
        (await town.Leader.Put($"{claim}/decision", new { approve = true })).Ok();
        var (other, _, decided) = await Claimed(town);
        (await town.Owner.Put($"{decided}/decision", new { approve = true })).Ok();
        Assert.Equal("claim.decided", (await town.Owner.Put($"{decided}/question", new { question = "能拍一张吗？" })).Refused);
        Assert.Equal("claim.decided", (await other.Put($"{decided}/answer", new { text = "晚了" })).Refused);
        await town.Pass(TimeSpan.FromHours(25));
        Assert.Equal(JsonValueKind.Null, (await Shown(town.Owner, (await other.Get("/me/orders")).Items[0].GetProperty("id").GetGuid())).GetProperty("referredAt").ValueKind);
    }
}
