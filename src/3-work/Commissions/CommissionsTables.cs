namespace Linli.Commissions;

/// <summary>What the room keeps.</summary>
static class CommissionsTables
{
    public static void Make(ModelBuilder model)
    {
        model.Owned<CommissionLine>("commissions_lines", l => l.Id, row =>
        {
            row.Index(l => new { l.Payee, l.At });
            row.Index(l => new { l.Order, l.Sku });
            row.Property(l => l.Number).HasMaxLength(12);
            row.Property(l => l.Name).HasMaxLength(CommissionLine.LongestName);
            row.Property(l => l.Share).HasDefaultValue(Share.Leader).HasSentinel((Share)(-1));
            row.ToTable(t => t.HasCheckConstraint("two_levels_earn", "share in ('Leader', 'Direct', 'Indirect')"));
        });
        model.Owned<Hold>("commissions_holds", h => h.Id, row =>
        {
            row.Index(h => h.Order);
            row.Index(h => h.Payee);
            row.Property(h => h.About).HasMaxLength(CommissionLine.LongestName + 13);
        });
        model.Owned<Terms>("commissions_terms", t => t.Id, row =>
        {
            row.Json(t => t.Scheme);
            row.Json(t => t.Steps);
            row.Ignore(t => t.Bounds);
            row.Ignore(t => t.WaitsFor);
        });
        model.Owned<RateRule>("commissions_rates", r => r.Id, row =>
        {
            row.Index(r => new { r.Campaign, r.Since });
            row.Ignore(r => r.Scope);
        });
        model.Owned<Contract>("commissions_contracts", c => c.Id, row => row.Property(c => c.Duty).HasMaxLength(Contract.LongestDuty));
        model.Owned<Dividend>("commissions_dividends", d => d.Id, row =>
        {
            row.Index(d => new { d.Leader, d.Month }).IsUnique();
            row.Ignore(d => d.Profit);
        });
        Referrals(model);
        Gifts(model);
        Withdrawals(model);
    }

    static void Referrals(ModelBuilder model)
    {
        model.Owned<Promoter>("commissions_promoters", p => p.Id, row =>
        {
            row.HasAlternateKey(nameof(Promoter.Tenant), nameof(Promoter.Id), nameof(Promoter.Level));
            row.Ignore(p => p.IsActive);
            row.ToTable(t => t.HasCheckConstraint("promoters_have_two_levels", "level in (1, 2)"));
        });
        model.Owned<Referral>("commissions_referrals", r => r.Promoter, row =>
        {
            // The levels are part of both keys: a referral below the second level has nothing to point at.
            row.HasOne<Promoter>().WithOne().OnDelete(DeleteBehavior.Restrict)
                .HasForeignKey<Referral>(nameof(Referral.Tenant), nameof(Referral.Promoter), nameof(Referral.PromoterLevel))
                .HasPrincipalKey<Promoter>(nameof(Promoter.Tenant), nameof(Promoter.Id), nameof(Promoter.Level));
            row.HasOne<Promoter>().WithMany().OnDelete(DeleteBehavior.Restrict)
                .HasForeignKey(nameof(Referral.Tenant), nameof(Referral.Upper), nameof(Referral.UpperLevel))
                .HasPrincipalKey(nameof(Promoter.Tenant), nameof(Promoter.Id), nameof(Promoter.Level));
            row.ToTable(t => t.HasCheckConstraint("referrals_end_at_two", "promoter_level = 2 and upper_level = 1"));
        });
        model.Owned<Attribution>("commissions_attributions", a => a.Id, row =>
        {
            row.Index(a => new { a.Member, a.Number }).IsUnique();
            row.Index(a => a.Promoter);
        });
        model.Owned<ShopKey>("commissions_keys", k => k.Id, row => row.Property(k => k.Sealed).HasMaxLength(1000));
    }

    static void Gifts(ModelBuilder model)
    {
        model.Owned<GiftAction>("commissions_gift_actions", a => a.Id, row => row.Property(a => a.Name).HasMaxLength(GiftAction.LongestName));
        model.Owned<Gift>("commissions_gifts", g => g.Id, row =>
        {
            row.Index(g => g.Code).IsUnique();
            row.Index(g => new { g.Action, g.Member, g.Nth }).IsUnique();
            row.Index(g => g.Member);
            row.Property(g => g.Code).HasMaxLength(Gift.CodeDigits);
        });
        model.Owned<ReviewRules>("commissions_review_rules", r => r.Id, row => row.Property(r => r.Text).HasMaxLength(ReviewRules.LongestText));
        model.Owned<PhotoReview>("commissions_photo_reviews", r => r.Id, row =>
        {
            row.Index(r => r.Order).IsUnique();
            row.Index(r => new { r.Household, r.Month, r.Nth }).IsUnique();
            row.Index(r => r.At);
            row.Property(r => r.Text).HasMaxLength(PhotoReview.LongestText);
            row.Property(r => r.Number).HasMaxLength(12);
            row.Json(r => r.Pictures);
        });
        model.Owned<Brought>("commissions_brought", b => b.Household, row => row.Index(b => b.Promoter));
    }

    static void Withdrawals(ModelBuilder model)
    {
        model.Owned<Payee>("commissions_payees", p => p.Id, row =>
        {
            row.Index(p => p.Mark).IsUnique();
            row.Property(p => p.Sealed).HasMaxLength(2000);
            row.Property(p => p.Mark).HasMaxLength(64);
        });
        model.Owned<Withdrawal>("commissions_withdrawals", w => w.Id, row =>
        {
            row.Index(w => new { w.Payee, w.Day });
            row.Index(w => new { w.State, w.At });
            row.Ignore(w => w.IsOver);
            row.Ignore(w => w.Payout);
            row.Property(w => w.Provider).HasMaxLength(Withdrawal.LongestProvider);
            row.Json(w => w.TaxLines);
            row.Property(w => w.Reference).HasMaxLength(Withdrawal.LongestReference);
            row.Property(w => w.Reason).HasMaxLength(Withdrawal.LongestReason);
        });
    }
}
