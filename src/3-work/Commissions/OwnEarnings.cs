using Linli.Members;

namespace Linli.Commissions;

/// <summary>What a promoter earned and withdrew, as they may take it along; money that is still theirs hinders leaving.</summary>
static class OwnEarnings
{
    const int MostRows = 2000;

    public static Own Own { get; } = new(
        "earnings", ("推荐、佣金、提现和收款人", "Referrals, commissions, withdrawals and payee"),
        ("付过的佣金和代扣的税要留给税务核对（税收征管法：十年），真实姓名和身份证号加密保存，只为报税。",
            "Commissions paid and tax withheld are kept for the tax office (ten years); name and identity number stay encrypted, for that alone."),
        async (services, of, ct) =>
        {
            var (db, me) = (services.GetRequiredService<LinliDb>(), new MemberId(of.Person));
            var payee = await db.Set<Payee>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == me, ct);
            var withdrawals = await db.Set<Withdrawal>().AsNoTracking().Where(w => w.Payee == me).OrderByDescending(w => w.At).ThenBy(w => w.Id)
                .Take(MostRows).Select(w => new { w.At, w.Amount, w.State, w.Tax }).ToListAsync(ct);
            return new { Payee = payee is null ? null : services.GetRequiredService<Sealing>().TryOpen(payee)?.Masked, withdrawals };
        })
    {
        Hinders = async (services, of, ct) =>
        {
            var sums = await services.GetRequiredService<Wallet>().Of(Purse.Promoter, new MemberId(of.Person), ct);
            var left = sums.Pending + sums.Frozen + (sums.Available.Fen > 0 ? sums.Available : Money.Zero);
            return left.Fen <= 0 ? null : ($"钱包里还有 {left}，请先提现", $"{left} are in your wallet; withdraw them first");
        },
    };
}
