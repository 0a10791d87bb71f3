import { Client } from 'pg';

/** Role and database that the service works as and in: it owns them, may make more (tests do), and is no superuser. */
export const ROLE = 'attune';

/** Makes what is missing of them, as the superuser. */
export async function provision(superuserUrl: string, password: string | undefined): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const role = await client.query('select from pg_roles where rolname = $1', [ROLE]);
    // A utility statement takes no parameters: the server itself quotes the value.
    if (role.rowCount === 0)
      await client.query(await quoted(client, `create role ${ROLE} login createdb password %L`, password ?? null));
    const database = await client.query('select from pg_database where datname = $1', [ROLE]);
    if (database.rowCount === 0) await client.query(`create database ${ROLE} owner ${ROLE}`);
  } finally {
    await client.end();
  }
}

async function quoted(client: Client, template: string, value: string | null): Promise<string> {
  const { rows } = await client.query<{ statement: string }>('select format($1, $2::text) as statement', [
    template,
    value,
  ]);
  return rows[0]?.statement ?? '';
}
