using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Providers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "app_id",
                table: "payments_payouts",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "splits",
                table: "payments_payments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "members_wechat_identities",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    member = table.Column<Guid>(type: "uuid", nullable: false),
                    app = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "character varying(1000)", maxLength: 1000, nullable: false),
                    mark = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members_wechat_identities", x => new { x.tenant, x.member, x.app });
                    table.ForeignKey(
                        name: "FK_members_wechat_identities_members_members_tenant_member",
                        columns: x => new { x.tenant, x.member },
                        principalTable: "members_members",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "members_wechat_visits",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "character varying(1000)", maxLength: 1000, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members_wechat_visits", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "payments_partners",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    merchant = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    relation = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    basis_points = table.Column<int>(type: "integer", nullable: false),
                    after_days = table.Column<int>(type: "integer", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_partners", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "payments_share_returns",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    share = table.Column<Guid>(type: "uuid", nullable: false),
                    refund = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_share_returns", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "payments_shares",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment = table.Column<Guid>(type: "uuid", nullable: false),
                    partner = table.Column<Guid>(type: "uuid", nullable: false),
                    merchant = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    returned = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_shares", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_members_wechat_identities_tenant_mark",
                table: "members_wechat_identities",
                columns: new[] { "tenant", "mark" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_members_wechat_visits_tenant_expires_at",
                table: "members_wechat_visits",
                columns: new[] { "tenant", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "IX_payments_share_returns_tenant_refund",
                table: "payments_share_returns",
                columns: new[] { "tenant", "refund" });

            migrationBuilder.CreateIndex(
                name: "IX_payments_share_returns_tenant_share",
                table: "payments_share_returns",
                columns: new[] { "tenant", "share" });

            migrationBuilder.CreateIndex(
                name: "IX_payments_shares_tenant_payment",
                table: "payments_shares",
                columns: new[] { "tenant", "payment" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "members_wechat_identities");

            migrationBuilder.DropTable(
                name: "members_wechat_visits");

            migrationBuilder.DropTable(
                name: "payments_partners");

            migrationBuilder.DropTable(
                name: "payments_share_returns");

            migrationBuilder.DropTable(
                name: "payments_shares");

            migrationBuilder.DropColumn(
                name: "app_id",
                table: "payments_payouts");

            migrationBuilder.DropColumn(
                name: "splits",
                table: "payments_payments");
        }
    }
}
