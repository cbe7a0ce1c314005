using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;

namespace Linli.Tests.Commissions;

/// <summary>晒单有奖: for a post, never for praise.</summary>
public class PhotoReviewTests
{
    static async Task Rules(Town town, long points = 100, int perMonth = 2)
    {
        (await town.Owner.Put("/points-rules", new { perYuan = 0, mostBasisPoints = 5000, months = 1 })).Ok();
        (await town.Owner.Put("/photo-review-rules", new { photo = "anyPost", points, perMonth, text = "说真话就行，好评差评都一样" })).Ok();
    }

    static async Task<(Sale Sale, Guid Order)> TakenHome(Town town, Person who, long eggs = 2)
    {
        var sale = await Sale.Of(town);
        var order = await sale.PaidOrder(who, eggs);
        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, (await Depot.Bags(who)).Single(b => b.Text("state") == "ready"))).Ok();
        await town.Settle();
        return (sale, order);
    }

    static object Post(Guid order, int? stars = null, string text = "番茄很沙，有一个压坏了") => new { order, text, pictures = new[] { Guid.CreateVersion7() }, stars };

    static async Task<Guid> Posted(Person who, Guid order, int? stars)
    {
        var id = Guid.CreateVersion7();
        (await who.Put($"/photo-reviews/{id}", Post(order, stars))).Ok();
        return id;
    }

    static async Task<long> Has(Person who) => (await who.Get("/points")).Ok().Long("points");

    [Fact]
    public async Task Rules_that_buy_praise_or_likes_are_refused_with_the_law()
    {
        await using var town = await Town.Open();
        foreach (var wrong in (object[])
        [
            new { photo = "praiseOnly", points = 100 }, new { photo = "anyPost", points = 100, text = "好评返现 1 元" },
            new { photo = "anyPost", points = 100, likesNeeded = 10 }, new { photo = "anyPost", points = 100, text = "集赞 20 个有奖" },
        ])
        {
            var no = await town.Owner.Put("/photo-review-rules", wrong);
            Assert.Equal("commission.scheme-forbidden", no.Refused);
            Assert.Contains("网络反不正当竞争", no.String("title"), StringComparison.Ordinal);
        }

        Assert.Equal("review.rules-wrong", (await town.Owner.Put("/photo-review-rules", new { photo = "anyPost", points = 0 })).Refused);
        Assert.Equal("review.rules-wrong", (await town.Owner.Put("/photo-review-rules", new { photo = "anyPost", points = 100, perMonth = 32 })).Refused);
        Assert.Equal(403, (await town.Clerk.Put("/photo-review-rules", new { photo = "anyPost", points = 100 })).Status);
        await Rules(town);
        var told = (await (await town.Resident()).Get("/photo-review-rules")).Ok();
        Assert.Equal(("anyPost", 100, 2), (told.String("photo"), told.Long("points"), told.Long("perMonth")));
    }

    [Fact]
    public async Task Every_post_about_goods_that_were_taken_home_gets_the_same_whatever_its_stars_up_to_the_cap_of_a_month()
    {
        await using var town = await Town.Open();
        var (who, other) = (await town.Resident(), await town.Resident());
        var (sale, order) = await TakenHome(town, who);
        var bad = await Posted(who, order, stars: 1);
        Assert.Equal("review.not-rewarded", (await town.Owner.Put($"/photo-reviews/{bad}/reward", new { })).Refused);
        await Rules(town);
        for (var i = 0; i < 2; i++) Assert.Equal("rewarded", (await town.Owner.Put($"/photo-reviews/{bad}/reward", new { })).Ok().String("state"));
        Assert.Equal(100, await Has(who));
        var good = await Posted(who, (await TakenHome(town, who)).Order, stars: 5);
        Assert.Equal(100, (await town.Owner.Put($"/photo-reviews/{good}/reward", new { })).Ok().Long("points"));
        Assert.Equal(200, await Has(who));
        var third = await Posted(who, (await TakenHome(town, who)).Order, stars: null);
        Assert.Equal("review.month-full", (await town.Owner.Put($"/photo-reviews/{third}/reward", new { })).Refused);
        Assert.Equal(3, (await town.Clerk.Get("/photo-reviews")).Ok().Items.Length);
        Assert.Single((await who.Get($"/photo-reviews?order={order}")).Ok().Items);
        Assert.Empty((await other.Get("/photo-reviews")).Ok().Items);
        Assert.Equal(2, (await town.Owner.Get("/photo-reviews?state=rewarded")).Ok().Items.Length);
        await Coffers.Balances(town);

        Assert.Equal(403, (await town.Clerk.Put($"/photo-reviews/{third}/reward", new { })).Status);
        Assert.Equal("review.unknown", (await town.Owner.Put($"/photo-reviews/{Guid.CreateVersion7()}/reward", new { })).Refused);
        Assert.Equal("review.order-taken", (await who.Put($"/photo-reviews/{Guid.CreateVersion7()}", Post(order))).Refused);
        Assert.Equal("review.id-taken", (await who.Put($"/photo-reviews/{bad}", Post(order, text: "别的话"))).Refused);
        Assert.Equal("review.order-unknown", (await other.Put($"/photo-reviews/{Guid.CreateVersion7()}", Post(order))).Refused);
        var waiting = (await (await Sale.Of(town)).Order(who, eggs: 1)).Ok()["id"].GetGuid();
        Assert.Equal("review.order-unknown", (await who.Put($"/photo-reviews/{Guid.CreateVersion7()}", Post(waiting))).Refused);
        var (_, fresh) = await TakenHome(town, other);
        Assert.Equal("review.wrong", (await other.Put($"/photo-reviews/{Guid.CreateVersion7()}", Post(fresh, stars: 6))).Refused);
        Assert.Equal("review.wrong", (await other.Put($"/photo-reviews/{Guid.CreateVersion7()}", new { order = fresh, text = "没有照片", pictures = Array.Empty<Guid>() })).Refused);

        await town.Pass(TimeSpan.FromDays(31));
        await town.SignInStaff();
        (await town.Owner.Put($"/photo-reviews/{third}/reward", new { })).Ok();
        await Coffers.Balances(town);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(70, 30)]
    public async Task When_all_of_the_order_goes_back_the_reward_does_too_as_far_as_it_is_there(long spent, long taken)
    {
        await using var town = await Town.Open();
        await Rules(town);
        var who = await town.Resident();
        var (sale, order) = await TakenHome(town, who);
        var post = await Posted(who, order, stars: 5);
        (await town.Owner.Put($"/photo-reviews/{post}/reward", new { })).Ok();
        if (spent > 0) (await who.Put((await Sale.Of(town)).NewOrder(), new { lines = sale.Lines(eggs: 1), payment = "cash", points = spent })).Ok();
        for (var left = 1; left >= 0; left--)
        {
            var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
            (await who.Put(claim, new { sku = sale.Eggs, amount = 1, reason = "坏了" })).Ok();
            (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
            await town.Settle();
            Assert.Equal(left == 1 ? 100 - spent : 0, await Has(who));
        }

        var shown = Assert.Single((await who.Get($"/photo-reviews?order={order}")).Ok().Items);
        Assert.Equal(("takenBack", taken), (shown.Text("state"), shown.Number("takenBack")));
        Assert.Equal("review.taken-back", (await town.Owner.Put($"/photo-reviews/{post}/reward", new { })).Refused);
        Assert.Contains((await who.Get("/points/entries")).Ok().Items, e => e.Text("text").Contains("奖励收回", StringComparison.Ordinal));
        await Coffers.Balances(town);
    }

    [Fact]
    public async Task A_post_about_an_order_that_went_back_is_not_rewarded_any_more()
    {
        await using var town = await Town.Open();
        await Rules(town);
        var who = await town.Resident();
        var (sale, order) = await TakenHome(town, who);
        var post = await Posted(who, order, stars: null);
        var claim = $"/orders/{order}/claims/{Guid.CreateVersion7()}";
        (await who.Put(claim, new { sku = sale.Eggs, amount = 2, reason = "坏了" })).Ok();
        (await town.Owner.Put($"{claim}/decision", new { approve = true })).Ok();
        // Whether or not the shop has heard of it yet.
        Assert.Equal("review.taken-back", (await town.Owner.Put($"/photo-reviews/{post}/reward", new { })).Refused);
        await town.Settle();
        Assert.Equal(("takenBack", 0L), ((await who.Get($"/photo-reviews?order={order}")).Items[0].Text("state"), await Has(who)));
        Assert.DoesNotContain((await who.Get("/me/messages")).Items, m => m.Text("title") == "晒单奖励已收回");
    }
}
