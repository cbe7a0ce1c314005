using System.Diagnostics;
using Linli.Campaigns;
using Linli.Ordering;
using Linli.Platform;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Ordering;

public class ChainRefusalTests
{
    static string South(string entry) => $"{entry} 南门店";

    [Fact]
    public async Task What_is_wrong_with_a_paste_is_refused_with_the_reason()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var group = new ChainGroup(sale, town.Leader);
        var text = ChainGroup.Text(South("小王 鸡蛋2盒"));
        async Task Refused(string code, object body, string? path = null) =>
            Assert.Equal(code, (await town.Leader.Put(path ?? $"{group.Path}/pastes/{Guid.CreateVersion7()}", body)).Refused);

        await Refused("chain.nothing-in-it", new { text = "  \n" });
        await Refused("chain.nothing-in-it", new { text = "大家晚上好！" });
        await Refused("chain.too-long", new { text = new string('龙', 70_000) });
        await Refused("chain.name-wrong", new { text, name = new string('群', 41) });
        await Refused("chain.choice-wrong", new { text, choices = new[] { new { key = "小王", lines = new[] { new { sku = Guid.CreateVersion7(), amount = 1 } } } } });
        await Refused("chain.choice-wrong", new { text, choices = new[] { new { key = "小王", lines = new[] { new { sku = sale.Tomatoes, amount = 750 } } } } });
        await Refused("chain.choice-wrong", new { text, choices = new[] { new { key = "小王", household = Guid.CreateVersion7() } } });
        await Refused("chain.choice-wrong", new { text, choices = new[] { new { key = "小王", place = Guid.CreateVersion7() } } });
        await Refused("chain.choice-wrong", new { text, choices = new[] { new { key = "小王", door = new { building = Guid.CreateVersion7(), room = "1" } } } });
        await Refused("chain.choice-wrong", new { text, choices = new[] { new { key = "小王", sameAs = "没有的人" } } });
        await Refused("chain.choice-wrong", new { text, choices = new[] { new { key = "小王", skip = true }, new { key = "小王", skip = false } } });
        await Refused("request.malformed", new { text, price = 1 });
        Assert.Empty((await town.Leader.Get($"{sale.Path}/chains")).Items);
        Assert.Equal("chain.unknown", (await town.Leader.Get(group.Path)).Refused);

        var paste = Guid.CreateVersion7();
        (await group.Paste(paste, text)).Ok();
        await Refused("chain.id-taken", new { text }, $"{sale.Path}/chains/{Guid.CreateVersion7()}/pastes/{paste}");
        await Refused("chain.id-taken", new { text }, $"{(await Sale.Of(town)).Path}/chains/{group.Id}/pastes/{Guid.CreateVersion7()}");
        Assert.Equal("chain.paste-unknown", (await group.Confirm(Guid.CreateVersion7(), "x")).Refused);
        Assert.Equal("chain.paste-unknown", (await group.Undo(Guid.CreateVersion7())).Refused);
        Assert.Equal("chain.plan-changed", (await group.Confirm(paste, "x")).Refused);
        Assert.Equal("chain.cannot-undo", (await group.Undo(paste)).Refused);
    }

    [Fact]
    public async Task A_group_deal_takes_no_chains()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, kind: "groupDeal", deal: 2);
        Assert.Equal("chain.group-deal", (await new ChainGroup(sale, town.Leader).Paste(ChainGroup.Text(South("小王 鸡蛋2盒")))).Refused);
    }

    [Fact]
    public async Task A_campaign_has_a_limited_number_of_chains()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var text = ChainGroup.Text(South("小王 鸡蛋2盒"));
        for (var i = 0; i < 100; i++) (await new ChainGroup(sale, town.Leader).Paste(text)).Ok();
        Assert.Equal("chain.too-many", (await new ChainGroup(sale, town.Leader).Paste(text)).Refused);
    }

    [Fact]
    public async Task A_plan_that_would_be_another_now_must_be_looked_at_again()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var group = new ChainGroup(sale, town.Leader);
        var (mine, theirs) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var plan = (await group.Paste(mine, ChainGroup.Text(South("小王 鸡蛋2盒")))).Ok().String("plan")!;
        (await group.TakeAs(theirs, ChainGroup.Text(South("小王 鸡蛋3盒")))).Ok();

        Assert.Equal("chain.plan-changed", (await group.Confirm(mine, plan)).Refused);
        var again = (await group.Paste(mine, ChainGroup.Text(South("小王 鸡蛋2盒")))).Ok();
        Assert.Equal("changed", ChainGroup.ChangeOf(again, "小王"));
        Assert.Equal("changed:1 refused:0", ChainGroup.Counts((await group.Confirm(mine, again.String("plan")!)).Ok()));
        Assert.Equal(2, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task An_order_changed_elsewhere_asks_and_is_not_undone()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var group = new ChainGroup(sale, town.Leader);
        var resident = await town.Resident();
        string Line(int eggs) => ChainGroup.Text(South($"小王 1栋{resident.Phone[^4..]} 鸡蛋{eggs}盒"));
        await group.Take(Line(2));
        var paste = Guid.CreateVersion7();
        (await group.TakeAs(paste, Line(3))).Ok();
        var order = (await group.Entry("小王")).GetProperty("order").GetProperty("id").GetGuid();
        (await resident.Put($"{sale.Path}/orders/{order}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(milk: 1) })).Ok();

        Assert.Equal("unchanged:1 refused:0", ChainGroup.Counts(await group.Take(Line(3))));
        Assert.Equal("asks", ChainGroup.ChangeOf((await group.Paste(Line(4))).Ok(), "小王"));
        Assert.Contains("chain.changed-elsewhere", (await group.Paste(Line(4))).Text, StringComparison.Ordinal);
        Assert.Equal("changed:1 refused:0", ChainGroup.Counts(await group.Take(Line(4), new { key = "小王", lines = sale.Lines(eggs: 4) })));

        var last = Guid.CreateVersion7();
        (await group.TakeAs(last, Line(5))).Ok();
        (await resident.Put($"{sale.Path}/orders/{order}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(milk: 1) })).Ok();
        var refused = await group.Undo(last);
        Assert.Equal("chain.cannot-undo", refused.Refused);
        Assert.Contains("chain.changed-since", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Most_people_missing_is_rather_the_wrong_text()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var group = new ChainGroup(sale, town.Leader);
        await group.Take(ChainGroup.Text([.. Enumerable.Range(0, 6).Select(i => South($"邻居{(char)('甲' + (i * 7))} 鸡蛋{i + 1}盒"))]));
        var text = ChainGroup.Text(South("小王 牛奶7瓶"));

        var outcome = await group.Take(text);
        Assert.Equal((1, 0, 6), (outcome.Long("added"), outcome.Long("withdrawn"), outcome.Long("asks")));
        var plan = (await group.Paste(text)).Ok();
        var keys = plan["people"].EnumerateArray().Where(p => p.GetProperty("change").GetString() == "asks").Select(p => p.GetProperty("key").GetString());
        Assert.Equal(6, (await group.Take(text, [.. keys.Select(key => (object)new { key, lines = Array.Empty<object>() })])).Long("withdrawn"));
        Assert.Equal(0, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task Another_leader_and_another_shop_see_no_chains()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var group = new ChainGroup(sale, town.Leader);
        var paste = Guid.CreateVersion7();
        (await group.TakeAs(paste, ChainGroup.Text(South("小王 鸡蛋2盒")))).Ok();
        foreach (var other in new[] { await town.Staff(Role.Leader), await House.RightsTests.AnotherOwner(town) })
        {
            Assert.Equal("campaign.unknown", (await other.Get($"{sale.Path}/chains")).Refused);
            Assert.Equal("campaign.unknown", (await other.Get(group.Path)).Refused);
            Assert.Equal("campaign.unknown", (await new ChainGroup(sale, other).Paste(ChainGroup.Text(South("小王 鸡蛋2盒")))).Refused);
            Assert.Equal("campaign.unknown", (await other.Put($"{group.Path}/pastes/{paste}/undo", new { })).Refused);
        }

        Assert.Equal("caller.wrong-role", (await (await town.Resident()).Get(group.Path)).Refused);
        // What a leader's people call something is that leader's.
        var other2 = await town.Staff(Role.Leader);
        await group.Take(ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 滑溜蛋1盒")), new { key = "李姐", lines = sale.Lines(eggs: 1) });
        var theirs = new Sale(town, Guid.CreateVersion7(), other2);
        (await other2.Put(theirs.Path, theirs.Body())).Ok();
        (await other2.Put($"{theirs.Path}/opening")).Ok();
        await town.Settle();
        var plan = (await new ChainGroup(theirs, other2).Paste(ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 滑溜蛋1盒")))).Ok();
        Assert.Equal("asks", ChainGroup.ChangeOf(plan, "李姐"));
        Assert.Equal("new", ChainGroup.Person(plan, "小王").GetProperty("household").GetProperty("how").GetString());
        await new ChainGroup(theirs, other2).Take(ChainGroup.Text(South("小王 鸡蛋2盒")));
        Assert.Equal(2, (await town.Owner.Get("/households?q=小王")).Items.Length);
    }

    [Fact]
    public async Task Two_thousand_entries_are_read_with_as_many_queries_as_twenty()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var few = await Count(town, sale, 20);
        var many = await Count(town, sale, 2000);
        Assert.Equal(few.Queries, many.Queries);
        Assert.True(many.Took < TimeSpan.FromSeconds(5), $"2,000 entries took {many.Took}");

        var group = new ChainGroup(sale, town.Leader);
        Assert.Equal("added:2000 refused:0", ChainGroup.Counts(await group.Take(Long(2000))));
        var again = (await group.Paste(Long(2000))).Ok();
        Assert.Equal(2000, again["counts"].GetProperty("unchanged").GetInt32());
        Assert.Equal(2000, (await town.Leader.Get(group.Path)).Ok()["entries"].GetArrayLength());
    }

    static string Long(int people) => ChainGroup.Text([.. Enumerable.Range(0, people).Select(i =>
        South($"邻居{(char)('一' + (i % 50 * 11))}{(char)('丁' + (i / 50 * 13))} 鸡蛋{(i % 3) + 1}盒"))]);

    static async Task<(int Queries, TimeSpan Took)> Count(Town town, Sale sale, int people)
    {
        var (queries, took) = (0, TimeSpan.Zero);
        await town.Within(async services =>
        {
            var db = services.GetRequiredService<LinliDb>();
            using var listening = new Queries(db);
            var surveying = services.GetRequiredService<Surveying>();
            var watch = Stopwatch.StartNew();
            var ground = await surveying.Of(await surveying.Campaign(new CampaignId(sale.Id), default), Id.New<ChainId>(), toChange: false, default);
            var read = await services.GetRequiredService<Reading>().Of(ground, Id.New<PasteId>(), Long(people), [], confirmed: false, default);
            (queries, took) = (listening.Count, watch.Elapsed);
            Assert.Equal(people, read.Plan.Counts.Added);
        });
        return (queries, took);
    }

    /// <summary>Counts what one database context asks.</summary>
    sealed class Queries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        readonly LinliDb db;
        readonly List<IDisposable> subscriptions = [];

        public int Count { get; private set; }

        public Queries(LinliDb db)
        {
            this.db = db;
            subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore") subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandEventData and not CommandEndEventData and { Context: { } asking } && asking == db) Count++;
        }

        public void OnCompleted() { }
        public void OnError(Exception error) => throw error;

        public void Dispose()
        {
            foreach (var one in subscriptions) one.Dispose();
        }
    }
}
