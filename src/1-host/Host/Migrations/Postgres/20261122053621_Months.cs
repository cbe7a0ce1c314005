using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Postgres
{
    /// <summary>
    /// Makes the tables that grow into tables kept by month, with all their rows. Entity Framework knows nothing of it:
    /// the columns, keys and indexes stay as they were.
    /// </summary>
    public partial class Months : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // All of China keeps one zone, eight hours before UTC.
            migrationBuilder.Sql(
                """
                create function pg_temp.first_id(month timestamp) returns uuid language sql as $$
                    select (lpad(to_hex((extract(epoch from month - interval '8 hours') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
                $$;
                create function pg_temp.month_of(id uuid) returns timestamp language sql as $$
                    select date_trunc('month', timestamp '1970-01-01' + interval '8 hours'
                        + ('x' || lpad(left(replace(id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint * interval '1 millisecond')
                $$;
                create function pg_temp.by_month(kept text, key text) returns void language plpgsql as $$
                declare
                    statements text[];
                    statement text;
                    month timestamp;
                begin
                    select array_agg(s) into statements from (
                        select format('alter table %I add constraint %I %s', kept, c.conname, pg_get_constraintdef(c.oid))
                        from pg_constraint c where c.conrelid = kept::regclass and c.contype = 'p'
                        union all
                        select pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid = kept::regclass and not i.indisprimary) t(s);
                    execute format('alter table %I rename to %I', kept, kept || '_before');
                    execute format('create table %I (like %I including defaults including constraints) partition by range (%I)', kept, kept || '_before', key);
                    execute format('create table %I partition of %I default', kept || '_rest', kept);
                    for month in execute format(
                        'select distinct pg_temp.month_of(%1$I) from %2$I where %1$I >= pg_temp.first_id(''2024-01-01'') '
                        || 'and %1$I < pg_temp.first_id(date_trunc(''month'', now() at time zone ''UTC'' + interval ''8 hours'') + interval ''1 month'')',
                        key, kept || '_before')
                    loop
                        execute format('create table %I partition of %I for values from (%L) to (%L)', kept || to_char(month, '_YYYY_MM'), kept,
                            pg_temp.first_id(month), pg_temp.first_id(month + interval '1 month'));
                    end loop;
                    execute format('insert into %I select * from %I', kept, kept || '_before');
                    execute format('drop table %I cascade', kept || '_before');
                    foreach statement in array statements loop execute statement; end loop;
                end $$;
                select pg_temp.by_month('ordering_orders', 'id');
                select pg_temp.by_month('ordering_lines', 'order');
                select pg_temp.by_month('inventory_movements', 'id');
                select pg_temp.by_month('platform_facts', 'id');
                select pg_temp.by_month('platform_heard', 'fact');
                """);
            // Dropped with the table they named.
            foreach (var part in new[] { "ordering_lines", "ordering_claims" })
                migrationBuilder.AddForeignKey(
                    name: $"FK_{part}_ordering_orders_tenant_order",
                    table: part,
                    columns: new[] { "tenant", "order" },
                    principalTable: "ordering_orders",
                    principalColumns: new[] { "tenant", "id" },
                    onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("migrations of Linli only go forward");
    }
}
