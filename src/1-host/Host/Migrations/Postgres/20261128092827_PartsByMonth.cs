using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Postgres
{
    /// <summary>
    /// The lines of a month name the orders of that month. The key between the whole tables made PostgreSQL open every month for each line
    /// that was written. Entity Framework knows nothing of it: the key's columns and what it does stay as they were.
    /// </summary>
    public partial class PartsByMonth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            create function pg_temp.months(kept text) returns setof text language sql as $$
                select right(inhrelid::regclass::text, 7) from pg_inherits where inhparent = kept::regclass and inhrelid::regclass::text <> kept || '_rest'
            $$;
            alter table ordering_lines drop constraint "FK_ordering_lines_ordering_orders_tenant_order";
            do $$
            declare
                month text;
                part text;
                bounds text;
            begin
                -- A month that only the lines have: they go into the rest, where their orders are.
                for month in select pg_temp.months('ordering_lines') except select pg_temp.months('ordering_orders') loop
                    execute format('create temp table moved as select * from %I', 'ordering_lines_' || month);
                    execute format('drop table %I', 'ordering_lines_' || month);
                    insert into ordering_lines select * from moved;
                    drop table moved;
                end loop;
                -- A month that only the orders have: their lines come out of the rest.
                for month in select pg_temp.months('ordering_orders') except select pg_temp.months('ordering_lines') loop
                    select pg_get_expr(relpartbound, oid) into bounds from pg_class where oid = ('ordering_orders_' || month)::regclass;
                    execute format('create temp table moved as select l.* from ordering_lines_rest l join %I o on o.tenant = l.tenant and o.id = l."order"', 'ordering_orders_' || month);
                    execute format('delete from ordering_lines_rest l using %I o where o.tenant = l.tenant and o.id = l."order"', 'ordering_orders_' || month);
                    execute format('create table %I partition of ordering_lines %s', 'ordering_lines_' || month, bounds);
                    insert into ordering_lines select * from moved;
                    drop table moved;
                end loop;
                for part in select inhrelid::regclass::text from pg_inherits where inhparent = 'ordering_lines'::regclass loop
                    execute format('alter table %I add constraint "FK_ordering_lines_ordering_orders_tenant_order" foreign key (tenant, "order") references %I (tenant, id) on delete cascade',
                        part, replace(part, 'ordering_lines', 'ordering_orders'));
                end loop;
            end $$;
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new System.NotSupportedException("migrations of Linli only go forward");
    }
}
