namespace Linli.Tests.Ordering;

public class ChainTests
{
    static async Task<(Town Town, Sale Sale, ChainGroup Group)> Open(long? eggs = null, long? perHousehold = null, TimeSpan? lasts = null)
    {
        var town = await Town.Open();
        var sale = await Sale.Of(town, eggs, perHousehold, lasts: lasts);
        return (town, sale, new ChainGroup(sale, town.Leader));
    }

    static string South(string entry) => $"{entry} 南门店";

    [Fact]
    public async Task A_pasted_chain_becomes_ordinary_orders_with_holds_and_pickup()
    {
        var (town, sale, group) = await Open(eggs: 10);
        await using var _ = town;
        var text = ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 番茄2斤 牛奶1瓶"));

        var paste = Guid.CreateVersion7();
        var plan = (await group.Paste(paste, text)).Ok();
        Assert.Equal(["added", "added"], plan["people"].EnumerateArray().Select(p => p.GetProperty("change").GetString()));
        Assert.Equal(2000 + 700 + 600, plan["totals"].GetProperty("total").GetInt64());
        Assert.Equal(0, await sale.Taken(sale.Eggs));
        Assert.Equal("added:2 refused:0", ChainGroup.Counts((await group.Confirm(paste, plan.String("plan")!)).Ok()));

        Assert.Equal(2, await sale.Taken(sale.Eggs));
        var wang = await group.Entry("小王");
        Assert.Equal("placed", wang.GetProperty("state").GetString());
        Assert.Equal(2000, wang.GetProperty("order").GetProperty("toPay").GetInt64());
        var order = (await town.Owner.Get($"/orders/{wang.GetProperty("order").GetProperty("id").GetGuid()}")).Ok();
        Assert.Equal(("confirmed", "outside"), (order.String("state"), order.String("payment")));
        Assert.Equal("南门店", order["pickupPoint"].GetProperty("name").GetString());
        Assert.Equal("小王", order["household"].GetProperty("name").GetString());

        await sale.CutOff();
        Assert.Equal("frozen", (await town.Owner.Get($"/orders/{wang.GetProperty("order").GetProperty("id").GetGuid()}"))["timeline"].EnumerateArray().Last().GetProperty("what").GetString());
        var list = (await town.Leader.Get($"{sale.Path}/chains")).Ok().Items.Single();
        Assert.Equal((2, 2, "东门群"), (list.GetProperty("people").GetInt32(), list.GetProperty("orders").GetInt32(), list.GetProperty("name").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, list.GetProperty("canUndo").ValueKind);
    }



    [Fact]
    public async Task The_same_text_again_changes_nothing_and_a_confirmation_repeated_is_the_same()
    {
        var (town, sale, group) = await Open();
        await using var _ = town;
        var text = ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 番茄2斤"));
        var paste = Guid.CreateVersion7();
        var plan = (await group.Paste(paste, text)).Ok().String("plan")!;

        var first = (await group.Confirm(paste, plan)).Ok();
        Assert.Equal(first.Text, (await group.Confirm(paste, plan)).Ok().Text);
        Assert.Equal("chain.confirmed", (await group.Confirm(paste, "another")).Refused);
        Assert.True((await group.Paste(paste, text)).Ok()["confirmed"].GetBoolean());
        Assert.Equal("chain.confirmed", (await group.Paste(paste, text + "\n3. 赵 鸡蛋1盒")).Refused);
        Assert.Equal("unchanged:2 refused:0", ChainGroup.Counts(await group.Take(text)));
        // Numbers, order, width and spacing are no changes.
        Assert.Equal("unchanged:2 refused:0", ChainGroup.Counts(await group.Take("#接龙\n今天的团购\n\n1. 李姐  番茄２斤 南门店\n7、小王 鸡蛋２盒  南门店\n")));
        Assert.Equal(2, await sale.Taken(sale.Eggs));
        Assert.Equal(2, (await town.Leader.Get($"/orders?campaign={sale.Id}")).Items.Length);
    }

    [Fact]
    public async Task A_longer_edited_and_renumbered_chain_is_applied_as_a_difference()
    {
        var (town, sale, group) = await Open(eggs: 20);
        await using var _ = town;
        await group.Take(ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 鸡蛋3盒"), South("老周 牛奶1瓶")));
        var order = (await group.Entry("小王")).GetProperty("order").GetProperty("id").GetGuid();

        var outcome = await group.Take(ChainGroup.Text(South("老周 牛奶1瓶"), South("小王 鸡蛋5盒"), South("新邻居 鸡蛋1盒 番茄1斤")));

        Assert.Equal("added:1 changed:1 withdrawn:1 unchanged:1 refused:0", ChainGroup.Counts(outcome));
        Assert.Equal(6, await sale.Taken(sale.Eggs));
        Assert.Equal(order, (await group.Entry("小王")).GetProperty("order").GetProperty("id").GetGuid());
        Assert.Equal("withdrawn", await group.StateOf("李姐"));
        Assert.Equal("cancelled", (await group.Entry("李姐")).GetProperty("order").GetProperty("state").GetString());
        Assert.Equal("added:1 unchanged:3 refused:0", ChainGroup.Counts(await group.Take(ChainGroup.Text(
            South("老周 牛奶1瓶"), South("小王 鸡蛋5盒"), South("新邻居 鸡蛋1盒 番茄1斤"), South("李姐 鸡蛋3盒")))));
        Assert.Equal(9, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task More_less_and_not_any_more_in_later_entries_are_summed()
    {
        var (town, sale, group) = await Open();
        await using var _ = town;
        await group.Take(ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 鸡蛋3盒")));

        var outcome = await group.Take(ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 鸡蛋3盒"), "小王 +2盒鸡蛋", "李姐 不要了"));

        Assert.Equal("changed:1 withdrawn:1 refused:0", ChainGroup.Counts(outcome));
        Assert.Equal(4, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task Who_is_unsure_waits_for_a_person_whose_choice_is_learned()
    {
        var (town, sale, group) = await Open();
        await using var _ = town;
        var text = ChainGroup.Text(South("小王 滑溜蛋2盒"), South("李姐 鸡蛋1盒"));
        Assert.Equal("added:1 asks:1 refused:0", ChainGroup.Counts(await group.Take(text)));
        Assert.Equal("asks", await group.StateOf("小王"));
        Assert.Equal("asks:1 unchanged:1 refused:0", Sorted(await group.Take(text)));

        Assert.Equal("added:1 unchanged:1 refused:0", ChainGroup.Counts(await group.Take(text, new { key = "小王", lines = new[] { new { sku = sale.Eggs, amount = 2 } } })));
        Assert.Equal("unchanged:2 refused:0", ChainGroup.Counts(await group.Take(text)));

        var next = new ChainGroup(await Sale.Of(town), town.Leader);
        var plan = (await next.Paste(ChainGroup.Text(South("老周 滑溜蛋3盒")))).Ok();
        Assert.Equal("added", ChainGroup.ChangeOf(plan, "老周"));
        Assert.Equal(3, ChainGroup.Person(plan, "老周").GetProperty("lines")[0].GetProperty("amount").GetInt64());
    }

    [Fact]
    public async Task A_unit_is_no_word_for_goods_however_often_somebody_must_choose()
    {
        var (town, sale, group) = await Open();
        await using var _ = town;
        var text = ChainGroup.Text(South("小王 两份"));
        Assert.Equal("asks:1 refused:0", ChainGroup.Counts(await group.Take(text)));
        Assert.Equal("added:1 refused:0", ChainGroup.Counts(await group.Take(text, new { key = "小王", lines = new[] { new { sku = sale.Eggs, amount = 2 } } })));

        var next = new ChainGroup(await Sale.Of(town), town.Leader);
        var plan = (await next.Paste(ChainGroup.Text(South("老周 3份"), South("李姐 番茄2份")))).Ok();
        Assert.Equal("asks", ChainGroup.ChangeOf(plan, "老周"));
        Assert.Equal(1000, Assert.Single(ChainGroup.Person(plan, "李姐").GetProperty("lines").EnumerateArray()).GetProperty("amount").GetInt64());
    }

    static string Sorted(Answer outcome) => string.Join(' ', ChainGroup.Counts(outcome).Split(' ').OrderBy(c => c, StringComparer.Ordinal).OrderBy(c => c.StartsWith("refused", StringComparison.Ordinal)));

    [Fact]
    public async Task The_household_is_found_by_nickname_history_by_room_and_by_phone()
    {
        var (town, sale, group) = await Open();
        await using var _ = town;
        var (resident, other) = (await town.Resident(), await town.Resident());
        var room = resident.Phone[^4..];
        var text = ChainGroup.Text(South($"小王 1栋{room} 鸡蛋1盒"), South($"李姐 {other.Phone} 鸡蛋1盒"), South("老周 鸡蛋1盒"));

        var plan = (await group.Paste(text)).Ok();
        var wang = ChainGroup.Person(plan, "小王").GetProperty("household");
        Assert.Equal(("room", $"{room}家"), (wang.GetProperty("how").GetString(), wang.GetProperty("name").GetString()));
        Assert.Equal("phone", ChainGroup.Person(plan, "李姐").GetProperty("household").GetProperty("how").GetString());
        Assert.Equal($"{other.Phone[..3]}****{other.Phone[^4..]}", ChainGroup.Person(plan, "李姐").GetProperty("phone").GetString());
        Assert.Equal("new", ChainGroup.Person(plan, "老周").GetProperty("household").GetProperty("how").GetString());
        await group.Take(text);
        Assert.Single((await resident.Get("/me/orders")).Items);
        Assert.Single((await other.Get("/me/orders")).Items);

        var next = new ChainGroup(await Sale.Of(town), town.Leader);
        var later = (await next.Paste(ChainGroup.Text("小王 鸡蛋1盒", "老周 鸡蛋1盒"))).Ok();
        Assert.Equal(("nickname", $"{room}家"), (ChainGroup.Person(later, "小王").GetProperty("household").GetProperty("how").GetString(), ChainGroup.Person(later, "小王").GetProperty("household").GetProperty("name").GetString()));
        // 老周's new household picks up where it did the first time; of 小王's it is known from the register.
        Assert.Equal("usual", ChainGroup.Person(later, "老周").GetProperty("place").GetProperty("how").GetString());
        Assert.Equal("added", ChainGroup.ChangeOf(later, "老周"));
    }

    [Fact]
    public async Task What_points_to_two_households_asks_and_a_chosen_household_is_remembered()
    {
        var (town, sale, group) = await Open();
        await using var _ = town;
        var (one, two) = (await town.Resident(), await town.Resident());
        var text = ChainGroup.Text(South($"小王 1栋{one.Phone[^4..]} {two.Phone} 鸡蛋1盒"));

        var plan = (await group.Paste(text)).Ok();
        Assert.Equal("asks", ChainGroup.ChangeOf(plan, "小王"));
        Assert.Contains("chain.household-unclear", plan.Text, StringComparison.Ordinal);
        var homes = ChainGroup.Person(plan, "小王").GetProperty("households").EnumerateArray().ToList();
        Assert.Equal(2, homes.Count);
        var chosen = homes.Single(h => h.GetProperty("how").GetString() == "phone").GetProperty("id").GetGuid();
        Assert.Equal("added:1 refused:0", ChainGroup.Counts(await group.Take(text, new { key = "小王", household = chosen })));
        Assert.Single((await two.Get("/me/orders")).Items);
        Assert.Empty((await one.Get("/me/orders")).Items);
    }

    [Fact]
    public async Task A_new_nickname_in_an_old_place_asks_whether_it_is_the_same_person()
    {
        var (town, sale, group) = await Open();
        await using var _ = town;
        await group.Take(ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 鸡蛋3盒")));
        var order = (await group.Entry("小王")).GetProperty("order").GetProperty("id").GetGuid();
        var text = ChainGroup.Text(South("王老板 鸡蛋2盒"), South("李姐 鸡蛋3盒"));

        var outcome = await group.Take(text);
        Assert.Equal("unchanged:1 asks:2 refused:0", ChainGroup.Counts(outcome));
        Assert.Equal(5, await sale.Taken(sale.Eggs));
        var plan = (await group.Paste(text)).Ok();
        Assert.Equal("小王", ChainGroup.Person(plan, "王老板").GetProperty("sameAs")[0].GetProperty("nickname").GetString());

        Assert.Equal("unchanged:2 refused:0", ChainGroup.Counts(await group.Take(text, new { key = "王老板", sameAs = "小王" })));
        Assert.Equal(order, (await group.Entry("王老板")).GetProperty("order").GetProperty("id").GetGuid());
        Assert.Equal("unchanged:2 refused:0", ChainGroup.Counts(await group.Take(text)));

        var stranger = ChainGroup.Text(South("陌生人 鸡蛋2盒"), South("李姐 鸡蛋3盒"));
        Assert.Equal("added:1 withdrawn:1 unchanged:1 refused:0", ChainGroup.Counts(await group.Take(stranger, new { key = "陌生人", sameAs = (string?)null })));
    }

    [Fact]
    public async Task Sold_out_and_limits_refuse_one_person_and_leave_the_old_order_alone()
    {
        var (town, sale, group) = await Open(eggs: 5, perHousehold: 3);
        await using var _ = town;
        var outcome = await group.Take(ChainGroup.Text(South("李姐 鸡蛋4盒"), South("小王 鸡蛋3盒"), South("老周 鸡蛋3盒"), South("赵姐 鸡蛋2盒")));

        Assert.Equal("added:2 refused:2", ChainGroup.Counts(outcome));
        Assert.Equal(["campaign.over-household-limit", "campaign.sold-out"], outcome["refused"].EnumerateArray().Select(r => r.GetProperty("code").GetString()));
        Assert.Equal("refused", await group.StateOf("老周"));
        Assert.Equal(5, await sale.Taken(sale.Eggs));

        var more = await group.Take(ChainGroup.Text(South("小王 鸡蛋2盒"), South("赵姐 鸡蛋3盒 牛奶1瓶")), new { key = "李姐", skip = true });
        Assert.Equal("changed:2 refused:0", Changed(more));
        var refused = await group.Take(ChainGroup.Text(South("小王 鸡蛋3盒"), South("赵姐 鸡蛋3盒 牛奶1瓶")));
        Assert.Equal("campaign.sold-out", refused["refused"][0].GetProperty("code").GetString());
        Assert.Equal(2000, (await group.Entry("小王")).GetProperty("order").GetProperty("total").GetInt64());
        Assert.Equal(5, await sale.Taken(sale.Eggs));
    }

    static string Changed(Answer outcome) => $"changed:{outcome.Long("changed")} refused:{outcome["refused"].GetArrayLength()}";

    [Fact]
    public async Task A_paused_sku_stays_in_orders_that_have_it()
    {
        var (town, sale, group) = await Open();
        await using var _ = town;
        await group.Take(ChainGroup.Text(South("小王 鸡蛋2盒")));
        (await sale.Leader.Put($"{sale.Path}/items/{sale.Eggs}/pause", new { paused = true })).Ok();

        Assert.Equal("changed:1 refused:0", ChainGroup.Counts(await group.Take(ChainGroup.Text(South("小王 鸡蛋2盒 牛奶1瓶")))));
        Assert.Equal("campaign.item-paused", (await group.Take(ChainGroup.Text(South("小王 鸡蛋3盒 牛奶1瓶"))))["refused"][0].GetProperty("code").GetString());
        Assert.Equal("changed:1 refused:0", ChainGroup.Counts(await group.Take(ChainGroup.Text(South("小王 鸡蛋1盒 牛奶1瓶")))));
        Assert.Equal(1, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task After_cut_off_everything_new_goes_to_the_waiting_list()
    {
        var (town, sale, group) = await Open();
        await using var _ = town;
        await group.Take(ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 鸡蛋1盒")));
        await sale.CutOff();
        var late = ChainGroup.Text(South("小王 鸡蛋4盒"), South("老周 鸡蛋1盒"));

        Assert.Equal("waiting:3 refused:0", ChainGroup.Counts(await group.Take(late)));
        Assert.Equal("unchanged:3 refused:0", ChainGroup.Counts(await group.Take(late)));
        Assert.Equal(3, await sale.Taken(sale.Eggs));
        Assert.Equal("waiting", await group.StateOf("老周"));
        Assert.Equal("chain.after-cut-off", (await group.Entry("老周")).GetProperty("because").GetProperty("code").GetString());
        Assert.Equal(3, (await town.Leader.Get($"{sale.Path}/chains")).Items[0].GetProperty("waiting").GetInt32());

        (await town.Leader.Put($"{group.Path}/waiting/{Uri.EscapeDataString("老周")}", new { dismiss = true })).Ok();
        (await town.Leader.Put($"{group.Path}/waiting/{Uri.EscapeDataString("小王")}", new { dismiss = true })).Ok();
        Assert.Equal(("withdrawn", "placed"), (await group.StateOf("老周"), await group.StateOf("小王")));
        Assert.Equal("chain.entry-unknown", (await town.Leader.Put($"{group.Path}/waiting/nobody", new { dismiss = true })).Refused);
        // 李姐, who is gone from the text, still waits to be told.
        Assert.Equal("unchanged:3 refused:0", ChainGroup.Counts(await group.Take(late)));
    }

    [Fact]
    public async Task A_whole_import_is_taken_back()
    {
        var (town, sale, group) = await Open(eggs: 10);
        await using var _ = town;
        var before = ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 鸡蛋3盒"));
        var first = Guid.CreateVersion7();
        (await group.TakeAs(first, before)).Ok();
        var paste = Guid.CreateVersion7();
        (await group.TakeAs(paste, ChainGroup.Text(South("小王 鸡蛋4盒"), South("新邻居 鸡蛋1盒")), new { key = "新邻居", sameAs = (string?)null })).Ok();
        Assert.Equal(5, await sale.Taken(sale.Eggs));
        Assert.Equal("chain.cannot-undo", (await group.Undo(first)).Refused);

        var undone = (await group.Undo(paste)).Ok();
        Assert.Equal(undone.Text, (await group.Undo(paste)).Ok().Text);

        Assert.Equal(5, await sale.Taken(sale.Eggs));
        Assert.Equal(("placed", "placed"), (await group.StateOf("小王"), await group.StateOf("李姐")));
        Assert.Equal(2000, (await group.Entry("小王")).GetProperty("order").GetProperty("total").GetInt64());
        Assert.Equal("confirmed", (await group.Entry("李姐")).GetProperty("order").GetProperty("state").GetString());
        Assert.Equal("unchanged:2 refused:0", ChainGroup.Counts(await group.Take(before)));
        Assert.DoesNotContain("新邻居", (await town.Leader.Get(group.Path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_is_taken_back_whole_or_not_at_all()
    {
        var (town, sale, group) = await Open(eggs: 5);
        await using var _ = town;
        await group.Take(ChainGroup.Text(South("小王 鸡蛋2盒"), South("李姐 鸡蛋3盒")));
        var paste = Guid.CreateVersion7();
        (await group.TakeAs(paste, ChainGroup.Text(South("小王 鸡蛋1盒")))).Ok();
        // Somebody else took what 李姐 gave back.
        (await sale.Order(await town.Resident(), eggs: 4)).Ok();

        var refused = await group.Undo(paste);
        Assert.Equal("chain.cannot-undo", refused.Refused);
        Assert.Contains("campaign.sold-out", refused.Text, StringComparison.Ordinal);
        Assert.Equal(5, await sale.Taken(sale.Eggs));
        Assert.Equal(1000, (await group.Entry("小王")).GetProperty("order").GetProperty("total").GetInt64());
        Assert.Equal("withdrawn", await group.StateOf("李姐"));

        await group.Take(ChainGroup.Text(South("小王 鸡蛋1盒 牛奶2瓶")));
        await sale.CutOff();
        var last = (await town.Leader.Get($"{sale.Path}/chains")).Items[0];
        Assert.Equal(System.Text.Json.JsonValueKind.Null, last.GetProperty("canUndo").ValueKind);
    }

    [Fact]
    public async Task Two_groups_of_one_campaign_do_not_withdraw_each_others_people()
    {
        var (town, sale, east) = await Open();
        await using var _ = town;
        var west = new ChainGroup(sale, town.Clerk);
        await east.Take(ChainGroup.Text(South("小王 鸡蛋2盒")));
        await west.Take(ChainGroup.Text(South("李姐 鸡蛋3盒"), South("小王 鸡蛋1盒")));

        Assert.Equal("unchanged:1 refused:0", ChainGroup.Counts(await east.Take(ChainGroup.Text(South("小王 鸡蛋2盒")))));
        Assert.Equal(6, await sale.Taken(sale.Eggs));
        Assert.Equal(2, (await town.Owner.Get($"{sale.Path}/chains")).Items.Length);
    }
}
