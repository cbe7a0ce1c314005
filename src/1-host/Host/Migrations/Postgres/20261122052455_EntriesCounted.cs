using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class EntriesCounted : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ordering_orders_tenant_campaign_entry",
                table: "ordering_orders");

            migrationBuilder.AddColumn<int>(
                name: "entries",
                table: "campaigns_campaigns",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // A number that was once given out stays given out.
            migrationBuilder.Sql(
                """
                update campaigns_campaigns set entries = coalesce((
                    select max(o.entry) from ordering_orders o
                    where o.tenant = campaigns_campaigns.tenant and o.campaign = campaigns_campaigns.id), 0)
                """);

            migrationBuilder.CreateIndex(
                name: "IX_ordering_orders_tenant_campaign_entry",
                table: "ordering_orders",
                columns: new[] { "tenant", "campaign", "entry" },
                filter: "entry IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ordering_orders_tenant_campaign_entry",
                table: "ordering_orders");

            migrationBuilder.DropColumn(
                name: "entries",
                table: "campaigns_campaigns");

            migrationBuilder.CreateIndex(
                name: "IX_ordering_orders_tenant_campaign_entry",
                table: "ordering_orders",
                columns: new[] { "tenant", "campaign", "entry" },
                unique: true,
                filter: "entry IS NOT NULL");
        }
    }
}
