using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MoneyTogether : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "joint",
                table: "payments_payments",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "joint_amount",
                table: "payments_payments",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "commissions_brought",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    household = table.Column<Guid>(type: "uuid", nullable: false),
                    promoter = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    gift = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_brought", x => new { x.tenant, x.household });
                });

            migrationBuilder.CreateTable(
                name: "commissions_gift_actions",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sku = table.Column<Guid>(type: "uuid", nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    neighbours = table.Column<int>(type: "integer", nullable: false),
                    per_person = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    given = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_gift_actions", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_gifts",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<Guid>(type: "uuid", nullable: false),
                    member = table.Column<Guid>(type: "uuid", nullable: false),
                    nth = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    collect_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    over_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_gifts", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "pricing_points_entries",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    household = table.Column<Guid>(type: "uuid", nullable: false),
                    move = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    points = table.Column<long>(type: "bigint", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    order = table.Column<Guid>(type: "uuid", nullable: true),
                    line = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    late = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_points_entries", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "pricing_points_lots",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    household = table.Column<Guid>(type: "uuid", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    left = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_points_lots", x => new { x.tenant, x.household, x.last_day });
                });

            migrationBuilder.CreateTable(
                name: "pricing_points_rules",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    per_yuan = table.Column<int>(type: "integer", nullable: false),
                    most_basis_points = table.Column<int>(type: "integer", nullable: false),
                    months = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_points_rules", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "pricing_points_uses",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<Guid>(type: "uuid", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    household = table.Column<Guid>(type: "uuid", nullable: false),
                    points = table.Column<long>(type: "bigint", nullable: false),
                    returned = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_points_uses", x => new { x.tenant, x.order, x.last_day });
                });

            migrationBuilder.CreateIndex(
                name: "IX_payments_payments_tenant_joint",
                table: "payments_payments",
                columns: new[] { "tenant", "joint" },
                filter: "joint IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_commissions_brought_tenant_promoter",
                table: "commissions_brought",
                columns: new[] { "tenant", "promoter" });

            migrationBuilder.CreateIndex(
                name: "IX_commissions_gifts_tenant_action_member_nth",
                table: "commissions_gifts",
                columns: new[] { "tenant", "action", "member", "nth" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_commissions_gifts_tenant_code",
                table: "commissions_gifts",
                columns: new[] { "tenant", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_commissions_gifts_tenant_member",
                table: "commissions_gifts",
                columns: new[] { "tenant", "member" });

            migrationBuilder.CreateIndex(
                name: "IX_pricing_points_entries_tenant_household_at",
                table: "pricing_points_entries",
                columns: new[] { "tenant", "household", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_pricing_points_entries_tenant_order",
                table: "pricing_points_entries",
                columns: new[] { "tenant", "order" });

            migrationBuilder.CreateIndex(
                name: "IX_pricing_points_lots_tenant_last_day",
                table: "pricing_points_lots",
                columns: new[] { "tenant", "last_day" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commissions_brought");

            migrationBuilder.DropTable(
                name: "commissions_gift_actions");

            migrationBuilder.DropTable(
                name: "commissions_gifts");

            migrationBuilder.DropTable(
                name: "pricing_points_entries");

            migrationBuilder.DropTable(
                name: "pricing_points_lots");

            migrationBuilder.DropTable(
                name: "pricing_points_rules");

            migrationBuilder.DropTable(
                name: "pricing_points_uses");

            migrationBuilder.DropIndex(
                name: "IX_payments_payments_tenant_joint",
                table: "payments_payments");

            migrationBuilder.DropColumn(
                name: "joint",
                table: "payments_payments");

            migrationBuilder.DropColumn(
                name: "joint_amount",
                table: "payments_payments");
        }
    }
}
