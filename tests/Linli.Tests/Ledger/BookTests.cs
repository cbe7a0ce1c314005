using Linli.Ledger;
using Linli.Platform;
using static Linli.Tests.Ledger.Bookkeeping;

namespace Linli.Tests.Ledger;

[Collection(Ledgers.Name)]
public class BookTests(TwoHosts hosts)
{
    [Fact]
    public async Task The_same_transfer_is_booked_once()
    {
        var shop = hosts.NewShop();
        var paid = Paid(8320);

        await shop.Post(paid);
        await shop.Post(paid, paid);

        Assert.Equal(new Money(8320), await shop.Balance("prepaid"));
        Assert.Equal(new Money(8320), await shop.Balance("provider:testpay"));
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused()
    {
        var shop = hosts.NewShop();
        var paid = Paid(8320);
        await shop.Post(paid);

        Assert.Equal("ledger.transfer-differs", await Refused(() => shop.Post(paid with { Amount = new(8321) })));
        Assert.Equal("ledger.transfer-differs", await Refused(() => shop.Post(paid with { Debit = "provider:cash" })));
        var other = Paid(1);
        Assert.Equal("ledger.transfer-differs", await Refused(() => shop.Post(other, other with { Amount = new(2) })));
        Assert.Equal(new Money(8320), await shop.Balance("prepaid"));
    }

    [Fact]
    public async Task Prepaid_money_is_not_spent_before_it_came_in()
    {
        var shop = hosts.NewShop();
        Assert.Equal("ledger.below-zero", await Refused(() => shop.Post(HandedOver(1))));

        await shop.Post(Paid(100));
        Assert.Equal("ledger.below-zero", await Refused(() => shop.Post(HandedOver(101))));
        await shop.Post(HandedOver(100));

        Assert.Equal(Money.Zero, await shop.Balance("prepaid"));
        Assert.Equal(new Money(100), await shop.Balance("sales"));
    }

    [Fact]
    public async Task What_is_reserved_cannot_be_spent_again()
    {
        var shop = hosts.NewShop();
        var refund = Move("prepaid", "provider:testpay", 60, "refunded", pending: true);
        await shop.Post(Paid(100), refund);

        Assert.Equal(new Money(100), await shop.Balance("prepaid"));
        Assert.Equal("ledger.below-zero", await Refused(() => shop.Post(HandedOver(41))));
        await shop.Do(book => book.Void(refund.Id, default));
        await shop.Post(HandedOver(41));

        Assert.Equal(new Money(59), await shop.Balance("prepaid"));
    }

    [Fact]
    public async Task A_leader_may_owe_the_shop_when_goods_come_back_after_the_payout()
    {
        var shop = hosts.NewShop();
        var leader = $"leader:{Guid.CreateVersion7()}";

        await shop.Post(Move("commissions", leader, 50, "commission-earned"));
        await shop.Post(Move(leader, "provider:bank", 50, "withdrawn"));
        await shop.Post(Move(leader, "commissions", 20, "commission-reversed"));

        Assert.Equal(new Money(-20), await shop.Balance(leader));
    }

    [Fact]
    public async Task A_pending_transfer_is_settled_once_and_then_not_voided()
    {
        var shop = hosts.NewShop();
        var refund = Move("prepaid", "provider:testpay", 60, "refunded", pending: true);
        await shop.Post(Paid(100), refund);

        await shop.Do(book => book.Settle(refund.Id, default));
        await shop.Do(book => book.Settle(refund.Id, default));

        Assert.Equal(new Money(40), await shop.Balance("prepaid"));
        Assert.Equal("ledger.already-settled", await Refused(() => shop.Do(book => book.Void(refund.Id, default))));
        await shop.Post(refund);
        Assert.Equal(new Money(40), await shop.Balance("prepaid"));
    }

    [Fact]
    public async Task A_voided_transfer_is_not_settled_and_one_that_never_was_is_unknown()
    {
        var shop = hosts.NewShop();
        var (refund, paid) = (Move("prepaid", "provider:testpay", 60, "refunded", pending: true), Paid(100));
        await shop.Post(paid, refund);

        await shop.Do(book => book.Void(refund.Id, default));
        await shop.Do(book => book.Void(refund.Id, default));

        Assert.Equal("ledger.already-voided", await Refused(() => shop.Do(book => book.Settle(refund.Id, default))));
        Assert.Equal("ledger.pending-unknown", await Refused(() => shop.Do(book => book.Settle(paid.Id, default))));
        Assert.Equal("ledger.pending-unknown", await Refused(() => shop.Do(book => book.Void(Id.New<TransferId>(), default))));
        Assert.Equal(new Money(100), await shop.Balance("prepaid"));
    }

    [Fact]
    public async Task Everything_may_happen_within_one_transaction()
    {
        var shop = hosts.NewShop();
        var refund = Move("prepaid", "provider:testpay", 30, "refunded", pending: true);

        var seen = await shop.Do(async book =>
        {
            await book.Post([Paid(100)], default);
            await book.Post([refund], default);
            await book.Post([refund, HandedOver(70)], default);
            await book.Settle(refund.Id, default);
            await book.Settle(refund.Id, default);
            return await book.Balance("prepaid", default);
        });

        Assert.Equal(Money.Zero, seen);
        Assert.Equal(Money.Zero, await shop.Balance("prepaid"));
        Assert.Equal(new Money(70), await shop.Balance("provider:testpay"));
    }

    [Fact]
    public async Task A_refused_batch_books_nothing_of_itself()
    {
        var shop = hosts.NewShop();

        Assert.Equal("ledger.below-zero", await Refused(() => shop.Post(Paid(100, "cash"), HandedOver(101))));

        Assert.Equal(Money.Zero, await shop.Balance("provider:cash"));
    }

    [Fact]
    public async Task Two_hosts_open_the_same_account_at_the_same_moment()
    {
        var here = hosts.NewShop();
        var there = here.Elsewhere;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? here : there).Post(Paid(5))));

        Assert.Equal(new Money(100), await here.Balance("prepaid"));
    }

    [Fact]
    public async Task The_same_payment_racing_itself_through_two_hosts_is_booked_once()
    {
        var here = hosts.NewShop();
        var there = here.Elsewhere;
        var paid = Paid(5);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? here : there).Post(paid)));

        Assert.Equal(new Money(5), await here.Balance("prepaid"));
    }

    [Fact]
    public async Task What_no_caller_may_ask_for_is_a_mistake_of_ours()
    {
        var shop = hosts.NewShop();
        Posting[] mistakes =
        [
            Move("prepaid", "sales", 0, "handed-over"),
            Move("prepaid", "sales", -1, "handed-over"),
            Move("prepaid", "sales", 1_000_000_000_001, "handed-over"),
            Move("prepaid", "prepaid", 1, "handed-over"),
            Move("prepaid", "pocket", 1, "handed-over"),
            Move("provider:", "prepaid", 1, "paid"),
            Move("prepaid", "sales", 1, "because"),
            Move("prepaid", "sales", 1, "handed-over", text: new('长', 201)),
        ];

        foreach (var mistake in mistakes)
            await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Post(Paid(10), mistake));

        Assert.Equal(Money.Zero, await shop.Balance("prepaid"));
    }
}
