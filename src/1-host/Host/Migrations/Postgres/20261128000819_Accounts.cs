using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Accounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "answer",
                table: "ordering_claims",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "answer_pictures",
                table: "ordering_claims",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "answered_at",
                table: "ordering_claims",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "asked_at",
                table: "ordering_claims",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "passed_by",
                table: "ordering_claims",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "passed_with",
                table: "ordering_claims",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "question",
                table: "ordering_claims",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "fees",
                table: "commissions_dividends",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "losses",
                table: "commissions_dividends",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "members_wechat_apps",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    app = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    app_id = table.Column<string>(type: "character varying(18)", maxLength: 18, nullable: false),
                    sealed_secret = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    version = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members_wechat_apps", x => new { x.tenant, x.app });
                });

            migrationBuilder.CreateTable(
                name: "procurement_links",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    supplier = table.Column<Guid>(type: "uuid", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_procurement_links", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_procurement_links_tenant_supplier_made_at",
                table: "procurement_links",
                columns: new[] { "tenant", "supplier", "made_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "members_wechat_apps");

            migrationBuilder.DropTable(
                name: "procurement_links");

            migrationBuilder.DropColumn(
                name: "answer",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "answer_pictures",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "answered_at",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "asked_at",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "passed_by",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "passed_with",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "question",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "fees",
                table: "commissions_dividends");

            migrationBuilder.DropColumn(
                name: "losses",
                table: "commissions_dividends");
        }
    }
}
