// A PostgreSQL of its own for a test or a measurement, in a folder for temporary files, filled with generated records; and the documentation's adapter
// before it. It listens at no port, only at a socket in that folder.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const documentation = fileURLToPath(new URL('../../docs/http-library/', import.meta.url));

/** The folder of PostgreSQL's programs; nothing where it is not installed, or where it cannot be run as another user than root. */
export function postgresPrograms() {
	const debian = '/usr/lib/postgresql';
	const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
	const folders = [
		...versions.map((version) => path.join(debian, version, 'bin')),
		'/opt/homebrew/opt/postgresql/bin',
		'/usr/local/bin',
		'/usr/bin',
	];
	const found = folders.find((folder) => ['initdb', 'postgres', 'psql'].every((name) => existsSync(path.join(folder, name))));
	const contrib = found && execFileSync(path.join(found, 'pg_config'), ['--sharedir'], { encoding: 'utf8' }).trim();
	return contrib && existsSync(path.join(contrib, 'extension', 'pg_trgm.control')) ? found : undefined;
}

/** PostgreSQL refuses to run as root: then as the user that Debian has for it. */
const asUser = (program, args) => (process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args]);

export class Postgres {
	/** Starts an empty database with the documentation's schema. */
	static async start() {
		const programs = postgresPrograms();
		if (programs === undefined) throw new Error('PostgreSQL is not installed');
		const database = new Postgres();
		database.programs = programs;
		database.folder = mkdtempSync(path.join(tmpdir(), 'lectern-postgres-'));
		if (process.getuid?.() === 0) execFileSync('chown', ['postgres', database.folder]);
		const data = path.join(database.folder, 'data');
		database.#run('initdb', ['-D', data, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-U', 'postgres', '--no-sync']);
		const settings = ['listen_addresses=', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];
		const sized = ['shared_buffers=256MB', 'maintenance_work_mem=256MB', 'max_wal_size=4GB', 'max_parallel_maintenance_workers=1'];
		const [program, args] = asUser(path.join(programs, 'postgres'), [
			...['-D', data, '-k', database.folder],
			...[...settings, ...sized].flatMap((setting) => ['-c', setting]),
		]);
		database.server = spawn(program, args, { stdio: 'ignore' });
		database.environment = { PGHOST: database.folder, PGUSER: 'postgres', PGDATABASE: 'postgres' };
		while (!database.#answers()) await new Promise((resolve) => setTimeout(resolve, 50));
		database.sql('-f', path.join(documentation, 'schema.sql'));
		return database;
	}

	#run(name, args) {
		const [program, all] = asUser(path.join(this.programs, name), args);
		execFileSync(program, all, { stdio: ['ignore', 'ignore', 'inherit'] });
	}

	#answers() {
		if (this.server.exitCode !== null) throw new Error('PostgreSQL did not start');
		try {
			this.sql('-c', 'select 1');
			return true;
		} catch {
			// Not yet.
			return false;
		}
	}

	/** Runs psql; answers what it writes. */
	sql(...args) {
		return execFileSync(path.join(this.programs, 'psql'), ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', ...args], {
			env: { ...process.env, ...this.environment },
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
	}

	/** Takes in records of CSL-JSON, without the index of words until they are all there. */
	async fill(items) {
		this.sql('-c', 'drop index papers_words');
		const psql = spawn(path.join(this.programs, 'psql'), ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', 'copy papers (id, item) from stdin'], {
			env: { ...process.env, ...this.environment },
			stdio: ['pipe', 'ignore', 'inherit'],
		});
		const ended = once(psql, 'exit');
		for (const item of items) {
			const row = `${item.id}\t${JSON.stringify(item).replaceAll('\\', '\\\\')}\n`;
			if (!psql.stdin.write(row)) await once(psql.stdin, 'drain');
		}
		psql.stdin.end();
		const [code] = await ended;
		if (code !== 0) throw new Error('The records could not be copied');
		this.sql('-c', 'create index papers_words on papers using gin (words)');
		this.sql('-c', 'refresh materialized view vocabulary');
		this.sql('-c', 'vacuum analyze');
	}

	/** Starts the documentation's adapter; answers its address. */
	async serve(environment = {}) {
		this.adapter = spawn(process.execPath, [path.join(documentation, 'adapter.mjs')], {
			env: { ...process.env, ...this.environment, PORT: '0', ...environment },
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const ended = once(this.adapter, 'exit').then(() => {
			throw new Error('The adapter did not start');
		});
		const [line] = await Promise.race([once(this.adapter.stdout, 'data'), ended]);
		ended.catch(() => undefined);
		return String(line).trim();
	}

	async stop() {
		this.adapter?.kill();
		if (this.server.exitCode === null) {
			const ended = once(this.server, 'exit');
			this.#run('pg_ctl', ['stop', '-D', path.join(this.folder, 'data'), '-m', 'immediate']);
			await ended;
		}
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** Numbers between 0 and 1 that are the same each time. */
function numbersFrom(seed) {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

const syllables = Array.from('bcdfghklmnprstv').flatMap((consonant) => Array.from('aeiou', (vowel) => consonant + vowel));

/** The word with a number: short for small numbers, as with words of a language, and far from most others, as there. */
export function wordOf(number) {
	const length = number < 400 ? 2 : number < 20_000 ? 3 : 4;
	// The multiplier has no divisor in common with 75, so that no two numbers of a length give the same word.
	let rest = (number * 7919 * 13) % syllables.length ** length;
	let word = '';
	for (let index = 0; index < length; index++) {
		word += syllables[rest % syllables.length];
		rest = Math.floor(rest / syllables.length);
	}
	return word;
}

/** So many words are used at all, the first far more often than the last (Zipf). */
const mostWords = 30_000;

/** Generated records, each with its number in its key: the same for each number, whatever the count. */
export function* generated(count) {
	const random = numbersFrom(7);
	const word = () => wordOf(Math.floor(mostWords ** random()));
	const name = () => {
		const text = wordOf(1000 + Math.floor(20_000 * random()));
		return text[0].toUpperCase() + text.slice(1);
	};
	for (let index = 0; index < count; index++) {
		const author = Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({ family: name(), given: 'A.' }));
		const year = 1950 + Math.floor(random() * 75);
		const title = Array.from({ length: 5 + Math.floor(random() * 6) }, word).join(' ');
		yield {
			id: `${author[0].family.toLowerCase()}${year}n${index}`,
			type: 'article-journal',
			title: title[0].toUpperCase() + title.slice(1),
			author,
			issued: { 'date-parts': [[year]] },
			DOI: `10.5555/n.${index}`,
			'container-title': `Journal of ${word()}`,
		};
	}
}
