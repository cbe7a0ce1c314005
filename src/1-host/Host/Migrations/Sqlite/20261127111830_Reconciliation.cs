using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Reconciliation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "by",
                table: "payments_refunds",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "by",
                table: "payments_payments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "failure",
                table: "commissions_withdrawals",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "provider",
                table: "commissions_withdrawals",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "reconciliation_agreements",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    provider = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_agreements", x => new { x.tenant, x.provider });
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_bill_rows",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    provider = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    trade_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    fee = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_bill_rows", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_cash_counts",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    counted = table.Column<long>(type: "INTEGER", nullable: false),
                    @float = table.Column<long>(name: "float", type: "INTEGER", nullable: false),
                    expected = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_cash_counts", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_days",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    provider = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    uploaded = table.Column<bool>(type: "INTEGER", nullable: false),
                    trouble = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    checked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    rows = table.Column<int>(type: "INTEGER", nullable: false),
                    bill_paid = table.Column<long>(type: "INTEGER", nullable: false),
                    bill_refunded = table.Column<long>(type: "INTEGER", nullable: false),
                    bill_fee = table.Column<long>(type: "INTEGER", nullable: false),
                    ours_paid = table.Column<long>(type: "INTEGER", nullable: false),
                    ours_refunded = table.Column<long>(type: "INTEGER", nullable: false),
                    ledger_paid = table.Column<long>(type: "INTEGER", nullable: false),
                    ledger_refunded = table.Column<long>(type: "INTEGER", nullable: false),
                    fees_booked = table.Column<long>(type: "INTEGER", nullable: false),
                    open = table.Column<int>(type: "INTEGER", nullable: false),
                    found = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_days", x => new { x.tenant, x.provider, x.day });
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_differences",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    provider = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    found_at = table.Column<long>(type: "INTEGER", nullable: false),
                    effect = table.Column<long>(type: "INTEGER", nullable: false),
                    trade_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    about = table.Column<Guid>(type: "TEXT", nullable: true),
                    ledger_amount = table.Column<long>(type: "INTEGER", nullable: true),
                    ledger_at = table.Column<long>(type: "INTEGER", nullable: true),
                    payment_amount = table.Column<long>(type: "INTEGER", nullable: true),
                    payment_at = table.Column<long>(type: "INTEGER", nullable: true),
                    payment_done = table.Column<bool>(type: "INTEGER", nullable: false),
                    bill_amount = table.Column<long>(type: "INTEGER", nullable: true),
                    bill_fee = table.Column<long>(type: "INTEGER", nullable: true),
                    bill_at = table.Column<long>(type: "INTEGER", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    cleared_at = table.Column<long>(type: "INTEGER", nullable: true),
                    overtaken = table.Column<bool>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_differences", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_entries",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    difference = table.Column<Guid>(type: "TEXT", nullable: false),
                    debit = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    credit = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    undone_at = table.Column<long>(type: "INTEGER", nullable: true),
                    undone_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    undone_reason = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_entries", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_bill_rows_tenant_number",
                table: "reconciliation_bill_rows",
                columns: new[] { "tenant", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_bill_rows_tenant_provider_day",
                table: "reconciliation_bill_rows",
                columns: new[] { "tenant", "provider", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_cash_counts_tenant_day",
                table: "reconciliation_cash_counts",
                columns: new[] { "tenant", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_days_tenant_day",
                table: "reconciliation_days",
                columns: new[] { "tenant", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_differences_tenant_provider_day",
                table: "reconciliation_differences",
                columns: new[] { "tenant", "provider", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_differences_tenant_state",
                table: "reconciliation_differences",
                columns: new[] { "tenant", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_entries_tenant_difference",
                table: "reconciliation_entries",
                columns: new[] { "tenant", "difference" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reconciliation_agreements");

            migrationBuilder.DropTable(
                name: "reconciliation_bill_rows");

            migrationBuilder.DropTable(
                name: "reconciliation_cash_counts");

            migrationBuilder.DropTable(
                name: "reconciliation_days");

            migrationBuilder.DropTable(
                name: "reconciliation_differences");

            migrationBuilder.DropTable(
                name: "reconciliation_entries");

            migrationBuilder.DropColumn(
                name: "by",
                table: "payments_refunds");

            migrationBuilder.DropColumn(
                name: "by",
                table: "payments_payments");

            migrationBuilder.DropColumn(
                name: "failure",
                table: "commissions_withdrawals");

            migrationBuilder.DropColumn(
                name: "provider",
                table: "commissions_withdrawals");
        }
    }
}
