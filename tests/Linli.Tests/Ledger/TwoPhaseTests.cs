using Linli.Ledger;
using Linli.Platform;
using Microsoft.Extensions.DependencyInjection;
using static Linli.Tests.Ledger.Bookkeeping;

namespace Linli.Tests.Ledger;

/// <summary>Reserved, booked in whole or in part, given back, expired.</summary>
[Collection(Ledgers.Name)]
public class TwoPhaseTests(TwoHosts hosts)
{
    static Posting Refund(long fen) => Move("prepaid", "provider:testpay", fen, "refunded", pending: true);

    [Fact]
    public async Task A_part_is_booked_and_the_rest_is_free_again()
    {
        var shop = hosts.NewShop();
        var refund = Refund(60);
        await shop.Post(Paid(100), refund);

        await shop.Do(book => book.Settle(refund.Id, new Money(25), default));
        await shop.Do(book => book.Settle(refund.Id, new Money(25), default));

        Assert.Equal(new Money(75), await shop.Balance("prepaid"));
        Assert.Equal("ledger.transfer-differs", await Refused(() => shop.Do(book => book.Settle(refund.Id, new Money(26), default))));
        Assert.Equal("ledger.transfer-differs", await Refused(() => shop.Do(book => book.Settle(refund.Id, default))));
        Assert.Equal("ledger.already-settled", await Refused(() => shop.Do(book => book.Void(refund.Id, default))));
        await shop.Post(HandedOver(75));
        Assert.Equal((0, 0), await shop.Reserved());
    }

    [Fact]
    public async Task No_more_than_was_reserved_can_be_booked()
    {
        var shop = hosts.NewShop();
        var refund = Refund(60);
        await shop.Post(Paid(100), refund);

        Assert.Equal("ledger.more-than-reserved", await Refused(() => shop.Do(book => book.Settle(refund.Id, new Money(61), default))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Do(book => book.Settle(refund.Id, Money.Zero, default)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Do(book => book.Settle(refund.Id, new Money(-1), default)));
        await shop.Do(book => book.Settle(refund.Id, new Money(60), default));
        Assert.Equal(new Money(40), await shop.Balance("prepaid"));
    }

    [Fact]
    public async Task Many_end_at_once_each_in_its_own_way()
    {
        var shop = hosts.NewShop();
        Posting[] refunds = [.. Enumerable.Range(1, 30).Select(i => Refund(i))];
        await shop.Post([Paid(465), .. refunds]);

        await shop.Do(book => book.Resolve([.. refunds.Select((r, i) => new Resolution(r.Id, (i % 3) switch
        {
            0 => null,
            1 => new(1),
            _ => Money.Zero,
        }))], default));

        // 1 + 4 + … + 28 in whole, ten times one fen.
        Assert.Equal(new Money(465 - 145 - 10), await shop.Balance("prepaid"));
        Assert.Equal((0, 0), await shop.Reserved());
    }

    [Fact]
    public async Task One_that_cannot_end_leaves_all_as_they_were()
    {
        var shop = hosts.NewShop();
        var (refund, other) = (Refund(30), Refund(20));
        await shop.Post(Paid(100), refund, other);
        await shop.Do(book => book.Void(other.Id, default));

        Assert.Equal("ledger.already-voided", await Refused(() => shop.Do(book => book.Resolve([new(refund.Id), new(other.Id)], default))));

        Assert.Equal(new Money(100), await shop.Balance("prepaid"));
        Assert.Equal((30, 30), await shop.Reserved());
    }

    [Fact]
    public async Task What_is_reserved_for_a_time_gives_itself_back()
    {
        var shop = hosts.NewShop();
        Posting Until(TimeSpan time) => Refund(40) with { Expires = shop.Now + time };
        var (early, kept) = (Until(TimeSpan.FromHours(1)), Until(TimeSpan.FromHours(1)));
        await shop.Post(Paid(100), early, kept);
        await shop.Do(book => book.Settle(kept.Id, default));

        shop.Pass(TimeSpan.FromHours(1));
        Assert.Equal("ledger.pending-expired", await Refused(() => shop.Do(book => book.Settle(early.Id, default))));
        Assert.Equal((40, 40), await shop.Reserved());
        await shop.Settle();

        Assert.Equal((0, 0), await shop.Reserved());
        Assert.Equal(new Money(60), await shop.Balance("prepaid"));
        Assert.Equal("ledger.pending-expired", await Refused(() => shop.Do(book => book.Settle(early.Id, default))));
        await shop.Do(book => book.Void(early.Id, default));
        await shop.Post(HandedOver(60));
    }

    [Fact]
    public async Task Of_many_who_withdraw_the_same_money_at_once_one_gets_it()
    {
        var here = hosts.NewShop();
        var there = here.Elsewhere;
        var leader = $"leader:{Guid.CreateVersion7()}";
        await here.Post(Move("commissions", leader, 100, "commission-earned"));

        var got = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            try
            {
                await (i % 2 == 0 ? here : there).Post(Move(leader, "provider:bank", 100, "withdrawn", pending: i % 3 > 0) with { Covered = true });
                return "";
            }
            catch (Refusal no) { return no.Code; }
        }));

        Assert.Single(got, "");
        Assert.Equal(23, got.Count(g => g == "ledger.below-zero"));
        // A reversal may still take it below zero; paying out may not, not even together with what comes in.
        await here.Post(Move(leader, "commissions", 70, "commission-reversed"));
        var (more, out_) = (Move("commissions", leader, 50, "commission-earned"), Move(leader, "provider:bank", 50, "withdrawn") with { Covered = true });
        Assert.Equal("ledger.below-zero", await Refused(() => here.Post(more, out_)));
    }

    [Fact]
    public async Task A_door_that_books_again_after_a_save_counts_what_it_saved()
    {
        var shop = hosts.NewShop();
        await using var scope = shop.Scope();
        var (book, db) = (scope.ServiceProvider.GetRequiredService<Book>(), scope.ServiceProvider.GetRequiredService<LinliDb>());

        await book.Post([Paid(100)], default);
        Assert.Equal(new Money(100), await book.Balance("prepaid", default));
        await db.SaveChangesAsync();
        Assert.Equal(new Money(100), await book.Balance("prepaid", default));
        await book.Post([HandedOver(30), HandedOver(30)], default);
        Assert.Equal(new Money(40), await book.Balance("prepaid", default));
        await db.Forget();

        Assert.Equal(Money.Zero, await book.Balance("prepaid", default));
        await book.Post([Paid(7)], default);
        await db.Commit(default);
        Assert.Equal(new Money(7), await shop.Balance("prepaid"));
    }
}
