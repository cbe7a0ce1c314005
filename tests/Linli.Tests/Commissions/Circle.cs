using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;

namespace Linli.Tests.Commissions;

/// <summary>A shop that lets neighbours recommend it: 6 % for who brought the buyer, 5 % for who brought that one.</summary>
static class Circle
{
    public static object Terms(
        object? scheme = null, object[]? steps = null, int windowDays = 30, string capOf = "price", int cap = 2_500, int waitDays = 2,
        string tax = "monthly", long least = 1_000, long perDay = 1_000_000) => new
        {
            scheme = scheme ?? new { levels = 2, directBasisPoints = 600, indirectBasisPoints = 500 },
            steps,
            windowDays,
            capOf,
            capBasisPoints = cap,
            waitDays,
            tax,
            leastWithdrawal = least,
            mostPerDay = perDay,
        };

    public static async Task<Town> Open(object? terms = null, bool inWeChat = false)
    {
        var town = inWeChat ? await Town.OpenInWeChat() : await Town.Open();
        (await town.Owner.Put("/commissions/terms", terms ?? Terms())).Ok();
        return town;
    }

    public static async Task<string> Promote(this Person who) => (await who.Put("/referrals/me", new { agree = true })).Ok().String("link")!;

    public static Task<Answer> Follow(this Person who, string link) =>
        who.Put($"/referrals/attributions/{Guid.CreateVersion7()}", new { link });

    /// <summary>Somebody new who came by this link.</summary>
    public static async Task<Person> Brings(this Town town, string link)
    {
        var made = await town.Resident();
        (await made.Follow(link)).Ok();
        return made;
    }

    /// <summary>Buys boxes of eggs at 10.00 and takes them home.</summary>
    public static async Task<string> Buys(this Town town, Person who, long eggs = 1)
    {
        var sale = await Sale.Of(town);
        var order = (await sale.Order(who, eggs: eggs)).Ok().String("id")!;
        await sale.CutOff();
        await sale.ArriveAll();
        (await Depot.Redeem(town.Clerk, (await Depot.Bags(who))[0], cash: eggs * 1000)).Ok();
        await town.Settle();
        return order;
    }

    public static async Task<(long Pending, long Available)> Wallet(this Person who, string purse = "promoter")
    {
        var wallet = (await who.Get($"/commissions/wallet?purse={purse}")).Ok();
        return (wallet.Long("pending"), wallet.Long("available"));
    }

    /// <summary>As if the person had earned this by a sale; it is theirs two days later.</summary>
    public static async Task Earns(this Town town, Person leader, long fen)
    {
        await town.TellAgain(new LinesHandedOver(
            Guid.CreateVersion7(), Id.New<OrderId>(), "1", default, leader.Id, 1_000, town.Clock.GetUtcNow(), [new(town.Skus["milk"], "牛奶", 1, new(fen * 10))]));
        await town.Pass(TimeSpan.FromHours(49));
    }

    public static async Task<Person> WithPayee(this Person who, string idNumber = "110101199003078670", string? openId = null)
    {
        (await who.Put("/commissions/payee", new { realName = "张三丰", idNumber, account = "6222000012345678", openId })).Ok();
        return who;
    }

    public static Task<Answer> Withdraws(this Person who, long amount, Guid? id = null, string purse = "leader") =>
        who.Put($"/commissions/withdrawals/{id ?? Guid.CreateVersion7()}", new { purse, amount });
}
