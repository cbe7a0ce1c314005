using Linli.Members;
using Linli.Platform;
using Linli.Pricing;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Pricing;

/// <summary>Coupons as things of the shop: made, taken, given, used once, given back.</summary>
public class CouponTests
{
    static object Batch(Town town, int perHousehold = 1, long? total = null, bool claimable = true, string name = "新人券") => new
    {
        name,
        kind = "amount",
        off = 500,
        from = 3000,
        perHousehold,
        total,
        claimable,
        validFrom = town.Clock.GetUtcNow(),
        validTo = town.Clock.GetUtcNow().AddDays(7),
    };

    static async Task<Guid> Made(Town town, int perHousehold = 1, long? total = null, bool claimable = true)
    {
        var id = Guid.CreateVersion7();
        (await town.Owner.Put($"/coupon-batches/{id}", Batch(town, perHousehold, total, claimable))).Ok();
        return id;
    }

    static Task<Answer> Take(Person who, Guid batch, Guid coupon, object? body = null) => who.Put($"/coupon-batches/{batch}/coupons/{coupon}", body ?? new { });

    static async Task<HouseholdId> HomeOf(Person who) => new((await who.Get("/me"))["household"].GetProperty("id").GetGuid());

    /// <summary>Asks the door as a room above would, and commits.</summary>
    static async Task<T> Door<T>(Town town, Func<Coupons, Task<T>> work)
    {
        T result = default!;
        await town.Within(async services =>
        {
            result = await work(services.GetRequiredService<Coupons>());
            await services.GetRequiredService<LinliDb>().Commit(default);
        });
        return result;
    }

    static async Task<string> No(Func<Task> what) => (await Assert.ThrowsAsync<Refusal>(what)).Code;

    [Fact]
    public async Task A_batch_is_made_once_and_stays_what_it_is()
    {
        await using var town = await Town.Open();
        var id = Guid.CreateVersion7();
        var body = Batch(town);
        Assert.Equal("新人券", (await town.Owner.Put($"/coupon-batches/{id}", body)).Ok().String("name"));
        (await town.Owner.Put($"/coupon-batches/{id}", body)).Ok();
        Assert.Equal("coupon.batch-id-taken", (await town.Owner.Put($"/coupon-batches/{id}", Batch(town, perHousehold: 2))).Refused);
        Assert.Equal("coupon.batch-wrong", (await town.Owner.Put($"/coupon-batches/{Guid.CreateVersion7()}", Batch(town, perHousehold: 0))).Refused);
        Assert.Equal("coupon.batch-wrong", (await town.Owner.Put($"/coupon-batches/{Guid.CreateVersion7()}", Batch(town, name: ""))).Refused);
        Assert.Equal("coupon.batch-unknown", (await town.Owner.Put($"/coupon-batches/{Guid.CreateVersion7()}/end")).Refused);
        Assert.Equal("caller.wrong-role", (await (await town.Resident()).Put($"/coupon-batches/{Guid.CreateVersion7()}", body)).Refused);
    }

    [Fact]
    public async Task A_household_takes_what_there_is_and_no_more_than_its_share()
    {
        await using var town = await Town.Open();
        var batch = await Made(town, perHousehold: 2, total: 3);
        var (mother, neighbour) = (await town.Resident(), await town.Resident());
        var child = await town.Resident(await HomeOf(mother));
        var first = Guid.CreateVersion7();

        Assert.Equal("usable", (await Take(mother, batch, first)).Ok().String("state"));
        Assert.Equal(first, (await Take(mother, batch, first)).Ok()["id"].GetGuid());
        Assert.Equal("coupon.id-taken", (await Take(neighbour, batch, first)).Refused);
        (await Take(child, batch, Guid.CreateVersion7())).Ok();
        Assert.Equal("coupon.limit-reached", (await Take(mother, batch, Guid.CreateVersion7())).Refused);
        (await Take(neighbour, batch, Guid.CreateVersion7())).Ok();
        Assert.Equal("coupon.gone", (await Take(neighbour, batch, Guid.CreateVersion7())).Refused);
        Assert.Equal("coupon.batch-unknown", (await Take(neighbour, Guid.CreateVersion7(), Guid.CreateVersion7())).Refused);
        Assert.Equal("coupon.no-household", (await Take(await town.ResidentWithoutHome(), batch, Guid.CreateVersion7())).Refused);
        Assert.Equal("coupon.no-household", (await (await town.ResidentWithoutHome()).Get("/coupons")).Refused);
        Assert.Equal(2, (await child.Get("/coupons")).Items.Length);
        Assert.Empty((await mother.Get("/coupon-batches")).Items);
        Assert.Equal((3, 0), (Assert.Single((await town.Owner.Get("/coupon-batches")).Items).GetProperty("out").GetInt32(), (await town.Owner.Get("/coupon-batches")).Items[0].GetProperty("left").GetInt32()));
    }

    [Fact]
    public async Task Many_phones_at_once_take_exactly_what_there_is()
    {
        await using var town = await Town.Open();
        await using var there = TestDatabase.Server is null ? null : town.AnotherHost();
        var batch = await Made(town, perHousehold: 3, total: 20);
        var people = new List<Person>();
        for (var i = 0; i < 8; i++) people.Add(await town.Resident());

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Take(
            there is null || i % 2 == 0 ? people[i % 8] : there.Through(people[i % 8]), batch, Guid.CreateVersion7())));

        Assert.Equal(20, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Contains(a.Refused, (string[])["coupon.gone", "coupon.limit-reached", "busy.lost-race"]));
        foreach (var one in people) Assert.True((await one.Get("/coupons")).Items.Length <= 3);
        Assert.Equal(20, (await town.Owner.Get("/coupon-batches")).Items[0].GetProperty("out").GetInt32());
    }

    [Fact]
    public async Task The_shop_gives_what_residents_cannot_take_and_ends_a_batch()
    {
        await using var town = await Town.Open();
        var batch = await Made(town, claimable: false, perHousehold: 9);
        var resident = await town.Resident();
        var home = await HomeOf(resident);
        Assert.Equal("coupon.not-claimable", (await Take(resident, batch, Guid.CreateVersion7())).Refused);
        // A resident does not give to others.
        Assert.Equal("coupon.not-claimable", (await Take(resident, batch, Guid.CreateVersion7(), new { household = Guid.CreateVersion7() })).Refused);

        (await Take(town.Clerk, batch, Guid.CreateVersion7(), new { household = home.Value })).Ok();
        Assert.Single((await resident.Get("/coupons")).Items);
        (await town.Owner.Put($"/coupon-batches/{batch}/end")).Ok();
        Assert.Equal("coupon.not-claimable", (await Take(town.Clerk, batch, Guid.CreateVersion7(), new { household = home.Value })).Refused);
        Assert.Equal("usable", (await resident.Get("/coupons")).Items[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_coupon_is_used_once_and_comes_back_with_its_whole_order_while_it_is_valid()
    {
        await using var town = await Town.Open();
        var batch = await Made(town, perHousehold: 3);
        var resident = await town.Resident();
        var (home, other) = (await HomeOf(resident), await HomeOf(await town.Resident()));
        var (coupon, order, another) = (new CouponId(Guid.CreateVersion7()), Guid.CreateVersion7(), Guid.CreateVersion7());
        (await Take(resident, batch, coupon.Value)).Ok();

        var terms = Assert.Single(await Door(town, c => c.Use(home, [coupon], order, default)));
        Assert.Equal((coupon.Value, 500, 3000), (terms.Id, terms.Off.Fen, terms.From.Fen));
        Assert.Single(await Door(town, c => c.Use(home, [coupon], order, default)));
        Assert.Equal("coupon.used", await No(() => Door(town, c => c.Use(home, [coupon], another, default))));
        Assert.Equal("coupon.used", await No(() => Door(town, c => c.Read(home, [coupon], default))));
        Assert.Equal("coupon.unknown", await No(() => Door(town, c => c.Read(other, [coupon], default))));
        Assert.Equal("used", (await resident.Get("/coupons")).Items[0].GetProperty("state").GetString());

        Assert.Equal(1, await Door(town, c => c.GiveBack(order, default)));
        Assert.Equal(0, await Door(town, c => c.GiveBack(order, default)));
        Assert.Single(await Door(town, c => c.Use(home, [coupon], another, default)));
        town.Clock.Pass(TimeSpan.FromDays(8));
        Assert.Equal(0, await Door(town, c => c.GiveBack(another, default)));
    }

    [Fact]
    public async Task A_coupon_out_of_its_time_is_not_valid()
    {
        await using var town = await Town.Open();
        var batch = await Made(town);
        var home = await HomeOf(await town.Resident());
        var coupon = new CouponId(Guid.CreateVersion7());
        (await Take(town.Owner, batch, coupon.Value, new { household = home.Value })).Ok();
        Assert.Single(await Door(town, c => c.Read(home, [coupon], default)));
        town.Clock.Pass(TimeSpan.FromDays(7));
        Assert.Equal("coupon.not-valid-now", await No(() => Door(town, c => c.Read(home, [coupon], default))));
    }

    [Fact]
    public async Task Of_two_orders_at_once_one_has_the_coupon()
    {
        await using var town = await Town.Open();
        await using var there = TestDatabase.Server is null ? null : town.AnotherHost();
        var batch = await Made(town);
        var home = await HomeOf(await town.Resident());
        var coupon = new CouponId(Guid.CreateVersion7());
        (await Take(town.Owner, batch, coupon.Value, new { household = home.Value })).Ok();

        var got = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            try { return (await Door(there is not null && i % 2 == 0 ? there : town, c => c.Use(home, [coupon], Guid.CreateVersion7(), default))).Count; }
            catch (Refusal no) when (no.Code == "coupon.used") { return 0; }
        }));

        Assert.Equal(1, got.Sum());
    }
}
