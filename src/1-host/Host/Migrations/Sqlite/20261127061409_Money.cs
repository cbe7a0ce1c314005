using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Money : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "leader",
                table: "commissions_lines",
                newName: "payee");

            migrationBuilder.RenameIndex(
                name: "IX_commissions_lines_tenant_leader_at",
                table: "commissions_lines",
                newName: "IX_commissions_lines_tenant_payee_at");

            migrationBuilder.AddColumn<int>(
                name: "closed",
                table: "payments_refunds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "stuck",
                table: "payments_refunds",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "way",
                table: "payments_payments",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "expires_at",
                table: "ledger_transfers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "share",
                table: "commissions_lines",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Leader");

            migrationBuilder.CreateTable(
                name: "commissions_attributions",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    member = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    promoter = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_attributions", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_contracts",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    duty = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_contracts", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_holds",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    order = table.Column<Guid>(type: "TEXT", nullable: false),
                    sku = table.Column<Guid>(type: "TEXT", nullable: false),
                    share = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    payee = table.Column<Guid>(type: "TEXT", nullable: false),
                    about = table.Column<string>(type: "TEXT", maxLength: 173, nullable: false),
                    pending = table.Column<long>(type: "INTEGER", nullable: false),
                    posted = table.Column<long>(type: "INTEGER", nullable: false),
                    transfer = table.Column<Guid>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_holds", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_keys",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "TEXT", maxLength: 1000, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_keys", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_payees",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "TEXT", maxLength: 2000, nullable: false),
                    mark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_payees", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_promoters",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    agreed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    left_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_promoters", x => new { x.tenant, x.id });
                    table.UniqueConstraint("AK_commissions_promoters_tenant_id_level", x => new { x.tenant, x.id, x.level });
                    table.CheckConstraint("promoters_have_two_levels", "level in (1, 2)");
                });

            migrationBuilder.CreateTable(
                name: "commissions_rates",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    share = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    campaign = table.Column<Guid>(type: "TEXT", nullable: true),
                    sku = table.Column<Guid>(type: "TEXT", nullable: true),
                    leader_level = table.Column<int>(type: "INTEGER", nullable: true),
                    basis_points = table.Column<int>(type: "INTEGER", nullable: true),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_rates", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_terms",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    scheme = table.Column<string>(type: "TEXT", nullable: false),
                    steps = table.Column<string>(type: "TEXT", nullable: false),
                    window_days = table.Column<int>(type: "INTEGER", nullable: false),
                    cap_of = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    cap_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    least_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    most_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    wait_days = table.Column<int>(type: "INTEGER", nullable: false),
                    tax = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    least_withdrawal = table.Column<long>(type: "INTEGER", nullable: false),
                    most_per_day = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_terms", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_withdrawals",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    payee = table.Column<Guid>(type: "TEXT", nullable: false),
                    purse = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    taxed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    tax_method = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    tax = table.Column<long>(type: "INTEGER", nullable: false),
                    tax_lines = table.Column<string>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_withdrawals", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "payments_payouts",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    about = table.Column<Guid>(type: "TEXT", nullable: false),
                    provider = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    sealed_payee = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    confirmation = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    refused_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_payouts", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "pricing_coupon_batches",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    terms = table.Column<string>(type: "TEXT", nullable: false),
                    valid_from = table.Column<long>(type: "INTEGER", nullable: false),
                    valid_to = table.Column<long>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: true),
                    per_household = table.Column<int>(type: "INTEGER", nullable: false),
                    claimable = table.Column<bool>(type: "INTEGER", nullable: false),
                    ended = table.Column<bool>(type: "INTEGER", nullable: false),
                    @out = table.Column<long>(name: "out", type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_coupon_batches", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "pricing_coupons",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    batch = table.Column<Guid>(type: "TEXT", nullable: false),
                    household = table.Column<Guid>(type: "TEXT", nullable: false),
                    nth = table.Column<int>(type: "INTEGER", nullable: false),
                    got_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    used_for = table.Column<Guid>(type: "TEXT", nullable: true),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_coupons", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_referrals",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    promoter = table.Column<Guid>(type: "TEXT", nullable: false),
                    promoter_level = table.Column<int>(type: "INTEGER", nullable: false),
                    upper = table.Column<Guid>(type: "TEXT", nullable: false),
                    upper_level = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_referrals", x => new { x.tenant, x.promoter });
                    table.CheckConstraint("referrals_end_at_two", "promoter_level = 2 and upper_level = 1");
                    table.ForeignKey(
                        name: "FK_commissions_referrals_commissions_promoters_tenant_promoter_promoter_level",
                        columns: x => new { x.tenant, x.promoter, x.promoter_level },
                        principalTable: "commissions_promoters",
                        principalColumns: new[] { "tenant", "id", "level" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_commissions_referrals_commissions_promoters_tenant_upper_upper_level",
                        columns: x => new { x.tenant, x.upper, x.upper_level },
                        principalTable: "commissions_promoters",
                        principalColumns: new[] { "tenant", "id", "level" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "two_levels_earn",
                table: "commissions_lines",
                sql: "share in ('Leader', 'Direct', 'Indirect')");

            migrationBuilder.CreateIndex(
                name: "IX_commissions_attributions_tenant_member_number",
                table: "commissions_attributions",
                columns: new[] { "tenant", "member", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_commissions_attributions_tenant_promoter",
                table: "commissions_attributions",
                columns: new[] { "tenant", "promoter" });

            migrationBuilder.CreateIndex(
                name: "IX_commissions_holds_tenant_order",
                table: "commissions_holds",
                columns: new[] { "tenant", "order" });

            migrationBuilder.CreateIndex(
                name: "IX_commissions_holds_tenant_payee",
                table: "commissions_holds",
                columns: new[] { "tenant", "payee" });

            migrationBuilder.CreateIndex(
                name: "IX_commissions_payees_tenant_mark",
                table: "commissions_payees",
                columns: new[] { "tenant", "mark" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_commissions_rates_tenant_campaign_since",
                table: "commissions_rates",
                columns: new[] { "tenant", "campaign", "since" });

            migrationBuilder.CreateIndex(
                name: "IX_commissions_referrals_tenant_promoter_promoter_level",
                table: "commissions_referrals",
                columns: new[] { "tenant", "promoter", "promoter_level" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_commissions_referrals_tenant_upper_upper_level",
                table: "commissions_referrals",
                columns: new[] { "tenant", "upper", "upper_level" });

            migrationBuilder.CreateIndex(
                name: "IX_commissions_withdrawals_tenant_payee_day",
                table: "commissions_withdrawals",
                columns: new[] { "tenant", "payee", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_commissions_withdrawals_tenant_state_at",
                table: "commissions_withdrawals",
                columns: new[] { "tenant", "state", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_payments_payouts_tenant_about",
                table: "payments_payouts",
                columns: new[] { "tenant", "about" });

            migrationBuilder.CreateIndex(
                name: "IX_pricing_coupon_batches_tenant_valid_to",
                table: "pricing_coupon_batches",
                columns: new[] { "tenant", "valid_to" });

            migrationBuilder.CreateIndex(
                name: "IX_pricing_coupons_tenant_batch_household_nth",
                table: "pricing_coupons",
                columns: new[] { "tenant", "batch", "household", "nth" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_pricing_coupons_tenant_household_got_at",
                table: "pricing_coupons",
                columns: new[] { "tenant", "household", "got_at" });

            migrationBuilder.CreateIndex(
                name: "IX_pricing_coupons_tenant_used_for",
                table: "pricing_coupons",
                columns: new[] { "tenant", "used_for" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commissions_attributions");

            migrationBuilder.DropTable(
                name: "commissions_contracts");

            migrationBuilder.DropTable(
                name: "commissions_holds");

            migrationBuilder.DropTable(
                name: "commissions_keys");

            migrationBuilder.DropTable(
                name: "commissions_payees");

            migrationBuilder.DropTable(
                name: "commissions_rates");

            migrationBuilder.DropTable(
                name: "commissions_referrals");

            migrationBuilder.DropTable(
                name: "commissions_terms");

            migrationBuilder.DropTable(
                name: "commissions_withdrawals");

            migrationBuilder.DropTable(
                name: "payments_payouts");

            migrationBuilder.DropTable(
                name: "pricing_coupon_batches");

            migrationBuilder.DropTable(
                name: "pricing_coupons");

            migrationBuilder.DropTable(
                name: "commissions_promoters");

            migrationBuilder.DropCheckConstraint(
                name: "two_levels_earn",
                table: "commissions_lines");

            migrationBuilder.DropColumn(
                name: "closed",
                table: "payments_refunds");

            migrationBuilder.DropColumn(
                name: "stuck",
                table: "payments_refunds");

            migrationBuilder.DropColumn(
                name: "way",
                table: "payments_payments");

            migrationBuilder.DropColumn(
                name: "expires_at",
                table: "ledger_transfers");

            migrationBuilder.DropColumn(
                name: "share",
                table: "commissions_lines");

            migrationBuilder.RenameColumn(
                name: "payee",
                table: "commissions_lines",
                newName: "leader");

            migrationBuilder.RenameIndex(
                name: "IX_commissions_lines_tenant_payee_at",
                table: "commissions_lines",
                newName: "IX_commissions_lines_tenant_leader_at");
        }
    }
}
