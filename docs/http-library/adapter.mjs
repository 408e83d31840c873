// Serves a library in PostgreSQL to Lectern: node adapter.mjs, with Node 20 or later, after npm install pg and psql -f schema.sql.
// PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD say where the database is, PORT and HOST where to listen, TOKEN what clients have to know.
import { createServer } from 'node:http';
import pg from 'pg';

const { TOKEN, HOST = '127.0.0.1', PORT = '8023' } = process.env;
// A search of more than a second is of no use to somebody who types.
const database = new pg.Pool({ max: 8, statement_timeout: 1000 });

const rows = async (text, values) => {
	const { rows: found } = await database.query({ text, values, rowMode: 'array' });
	return found.map(([first]) => first);
};
const version = async () => (await rows('select last_value::text from version'))[0];

/** What each path answers. */
const answers = {
	'/search': async (asked) => ({
		items: await rows('select search($1, $2)', [(asked.get('q') ?? '').slice(0, 200), Number(asked.get('limit')) || 20]),
		version: await version(),
	}),
	'/items': async (asked) => ({ items: await rows('select items($1)', [asked.getAll('id').slice(0, 100)]), version: await version() }),
	'/changes': async (asked) => (await rows('select changes($1)', [Number(asked.get('since')) || 0]))[0],
};

const server = createServer(async ({ method, url, headers }, response) => {
	const end = (status, body) => {
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(JSON.stringify(body));
	};
	if (TOKEN && headers.authorization !== `Bearer ${TOKEN}`) return end(401, { error: 'A token is needed.' });
	const { pathname, searchParams } = new URL(url, 'http://localhost');
	const answer = method === 'GET' && answers[pathname];
	if (!answer) return end(404, { error: 'There are /search, /items and /changes.' });
	try {
		end(200, await answer(searchParams));
	} catch (error) {
		console.error(error);
		end(503, { error: 'The database did not answer.' });
	}
});
server.listen(Number(PORT), HOST, () => console.log(`http://${HOST}:${server.address().port}`));
