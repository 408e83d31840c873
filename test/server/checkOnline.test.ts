import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver';
import type { CheckProgress, OnlineCheck } from '../../server/protocol/index.js';
import { fillLiterature, LiteratureStandIn } from '../literature/standIn.mjs';
import { type ClientOptions, eventually, LspClient } from './lspClient.js';

const refs = `@article{poe2022,
  title = {Lanterns reconsidered},
  author = {Poe, Edgar A.},
  journal = {Journal of Dim Light},
  year = {2022},
  doi = {10.1234/lamp.9}
}

@article{lang2011,
  title = {Lanterns in the harbour},
  author = {Lang, Mira},
  journal = {Harbour Review},
  year = {2010},
  doi = {10.1234/lights}
}

@article{roe2019,
  title = {Eels of the north},
  author = {Roe, Ann},
  journal = {Fish},
  year = {2019},
  doi = {10.1234/lamp.5}
}

@article{ghost2020,
  title = {Ghosts},
  author = {Abel, Ann},
  journal = {Fog},
  year = {2020},
  doi = {10.9999/nowhere}
}

@article{tokyo2001,
  title = {Lights of Tokyo},
  author = {Abel, Ann},
  journal = {Fog},
  year = {2001},
  doi = {10.7777/japan}
}

@misc{uncited1999,
  title = {Never cited},
  author = {Abel, Ann},
  year = {1999},
  doi = {10.1234/uncited}
}
`;
const note = 'See [@poe2022; @lang2011], [@roe2019], [@ghost2020] and [@tokyo2001]; the words of this note are a secret.\n';

/** A folder with a note and its library, and the services. */
async function start(): Promise<{ readonly folder: string; readonly services: LiteratureStandIn }> {
	const folder = await mkdtemp(join(tmpdir(), 'lectern-online-'));
	await writeFile(join(folder, 'refs.bib'), refs);
	await writeFile(join(folder, 'n.md'), note);
	const services = fillLiterature(await new LiteratureStandIn().start());
	services.add({ id: 'W9', title: 'Lights of Tokyo', year: 2001, doi: '10.7777/japan', registry: 'JaLC' });
	return { folder, services };
}

suite('checking a document online, over stdio', () => {
	let folder: string;
	let services: LiteratureStandIn;
	let client: LspClient;
	setup(async () => {
		({ folder, services } = await start());
	});
	teardown(async () => {
		await client.stop();
		await services.stop();
		await rm(folder, { recursive: true });
	});
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	const connect = async (literature: object = { crossref: true, datacite: true }, options: ClientOptions = {}) => {
		const settings = { literature, addPaper: { services: services.addresses() } };
		client = await LspClient.start(pathToFileURL(folder).href, {
			settings,
			env: { XDG_CACHE_HOME: join(folder, '.cache') },
			capabilities: {
				workspace: {
					configuration: true,
					workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
				},
			},
			...options,
		});
		await client.open(uriOf('n.md'), note);
	};
	const check = (name = 'n.md') => client.connection.sendRequest<OnlineCheck | null>('lectern/checkOnline', { uri: uriOf(name) });
	const codesOf = async (name: string, least: number) =>
		(await client.diagnosticsOf(uriOf(name), (all) => all.length >= least)).map(({ code }) => code);

	test('asks nothing before it is asked for, whatever is opened', async () => {
		await connect();
		await client.open(uriOf('refs.bib'), refs, 'bibtex');
		await client.hover(uriOf('n.md'), { line: 0, character: 8 });
		await client.connection.sendRequest('lectern/status', {});
		assert.deepEqual(services.requests, []);
	});

	test('asks nothing where no registry is turned on, and says so', async () => {
		await connect({});
		const outcome = await check();
		assert.equal(outcome?.off, true);
		assert.deepEqual(services.requests, []);
	});

	test('sends the DOIs of what is cited, and nothing else', async () => {
		await connect();
		const outcome = await check();
		assert.deepEqual([outcome?.works, outcome?.asked, outcome?.failures], [5, 5, []]);
		assert.deepEqual(services.requests.map(({ path }) => decodeURIComponent(path)).sort(), [
			'/crossref/works/10.1234/lamp.5',
			'/crossref/works/10.1234/lamp.9',
			'/crossref/works/10.1234/lights',
			'/crossref/works/10.7777/japan',
			'/crossref/works/10.9999/nowhere',
			'/datacite/dois/10.7777/japan',
			'/datacite/dois/10.9999/nowhere',
			'/doi/ra/10.7777/japan',
			'/doi/ra/10.9999/nowhere',
		]);
		assert.doesNotMatch(JSON.stringify(services.requests), /secret|uncited/);
	});

	test('reports a retracted citation where it is cited and at its entry, and what else registries say at the entries', async () => {
		await connect();
		const outcome = await check();
		assert.deepEqual(await codesOf('n.md', 1), ['retracted-work']);
		const [problem] = client.diagnostics.get(uriOf('n.md')) ?? [];
		assert.equal(
			problem?.message,
			'“Lanterns reconsidered” has been retracted (Retraction Watch, through Crossref; 2023-05-02, doi:10.1234/lamp.9r).',
		);
		assert.deepEqual(problem?.range.start, { line: 0, character: 6 });
		assert.deepEqual(await codesOf('refs.bib', 4), ['retracted-work', 'registry-difference', 'wrong-doi', 'unknown-doi']);
		assert.deepEqual(outcome?.found, { 'retracted-work': 2, 'registry-difference': 1, 'wrong-doi': 1, 'unknown-doi': 1 });
	});

	test('takes no word of OpenAlex for a retraction', async () => {
		services.works = services.works.map((work) => (work.id === 'W5' ? { ...work, updates: [] } : work));
		await connect({ crossref: true, datacite: true, openalex: true });
		const outcome = await check();
		assert.equal(outcome?.found['retracted-work'], undefined);
		assert.deepEqual(services.asked('openalex'), []);
	});

	test('offers to note a retraction from the citation, as a change that is looked at first', async () => {
		await connect();
		await check();
		const [problem] = await client.diagnosticsOf(uriOf('n.md'), (all) => all.length > 0);
		const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri: uriOf('n.md') },
			range: problem!.range,
			context: { diagnostics: [problem] },
		});
		const fix = actions.find(({ diagnostics }) => diagnostics?.some(({ code }) => code === 'retracted-work'));
		assert.equal(fix?.title, 'Note in the entry “poe2022”: Retracted 2023-05-02, see doi:10.1234/lamp.9r…');
		const { changeAnnotations, documentChanges } = fix!.edit as WorkspaceEdit;
		assert.deepEqual(
			Object.values(changeAnnotations ?? {}).map(({ needsConfirmation }) => needsConfirmation),
			[true],
		);
		assert.match(JSON.stringify(documentChanges), /refs\.bib[\s\S]*note = \{Retracted 2023-05-02[\s\S]*annotationId/);
		assert.equal(await readFile(join(folder, 'refs.bib'), 'utf8'), refs);
	});

	test('checks every entry of a library file that is open', async () => {
		await connect();
		await client.open(uriOf('refs.bib'), refs, 'bibtex');
		const outcome = await check('refs.bib');
		assert.equal(outcome?.works, 6);
		assert.ok(services.asked('crossref').includes('/works/10.1234%2Funcited'));
	});

	test('asks for nothing twice within 30 days, also after the editor was closed', async () => {
		await connect();
		await check();
		await client.stop();
		services.requests = [];
		await connect();
		assert.deepEqual(await codesOf('n.md', 0), []);
		const outcome = await check();
		assert.deepEqual([outcome?.works, outcome?.asked], [5, 0]);
		assert.deepEqual(services.requests, []);
		assert.deepEqual(await codesOf('n.md', 1), ['retracted-work']);
	});

	test('follows the text as it is edited', async () => {
		await connect();
		await check();
		await codesOf('n.md', 1);
		await client.change(uriOf('n.md'), `One line more.\n\n${note}`);
		const [problem] = await client.diagnosticsOf(uriOf('n.md'), (all) => all[0]?.range.start.line === 2);
		assert.equal(problem?.range.start.line, 2);
		await client.change(uriOf('n.md'), 'Nothing is cited.\n');
		assert.deepEqual(await client.diagnosticsOf(uriOf('n.md'), (all) => all.length === 0), []);
	});

	test('names what could not be looked up, and shows the rest', async () => {
		services.intercept = ({ url }, response) => {
			if (!url?.includes('lights')) return false;
			response.writeHead(503).end();
			return true;
		};
		await connect();
		const outcome = await check();
		assert.deepEqual(
			[outcome?.works, outcome?.failures],
			[4, [{ message: 'Crossref is out of order (HTTP 503). Try again later.', works: 1 }]],
		);
		assert.deepEqual(await codesOf('n.md', 1), ['retracted-work']);
	});

	test('can be cancelled, and says how far it is', async () => {
		services.delay = 150;
		await connect();
		const progress: CheckProgress[] = [];
		const begun = new Promise<void>((done) => {
			client.connection.onNotification('lectern/checkOnline/progress', (place: CheckProgress) => {
				progress.push(place);
				done();
			});
		});
		const { CancellationTokenSource } = await import('vscode-jsonrpc/node');
		const cancelling = new CancellationTokenSource();
		const checking = client.connection.sendRequest('lectern/checkOnline', { uri: uriOf('n.md') }, cancelling.token);
		await begun;
		cancelling.cancel();
		await assert.rejects(checking);
		assert.deepEqual(progress[0], { uri: uriOf('n.md'), done: 1, all: 5 });
		const asked = services.requests.length;
		await eventually(
			() => services.requests.length,
			(count) => count > asked,
		).catch(() => undefined);
		assert.ok(services.requests.length <= asked + 1, `${services.requests.length} after ${asked}`);
	});
});

suite('lectern check --online', () => {
	let folder: string;
	let services: LiteratureStandIn;
	setup(async () => {
		({ folder, services } = await start());
	});
	teardown(async () => {
		await services.stop();
		await rm(folder, { recursive: true });
	});
	const check = async (...args: readonly string[]) => {
		const { crossref, datacite, doi } = services.addresses();
		const named = Object.entries({ crossref, datacite, doi }).map(([name, address]) => `--service=${name}=${address}`);
		const env = { ...process.env, XDG_CACHE_HOME: join(folder, '.cache'), GITHUB_WORKSPACE: folder };
		const child = spawn(process.execPath, [resolve('dist/cli.js'), 'check', '--online', ...named, ...args], { cwd: folder, env });
		let [stdout, stderr] = ['', ''];
		child.stdout.on('data', (part) => {
			stdout += part;
		});
		child.stderr.on('data', (part) => {
			stderr += part;
		});
		const status = await new Promise<number | null>((end) => child.once('close', end));
		return { status, stdout, stderr };
	};

	test('writes what registries say as text, and how much was asked', async () => {
		const { status, stdout, stderr } = await check('n.md', 'refs.bib', '--severity=missing-field=off');
		assert.equal(
			stdout,
			[
				'n.md:1:7: warning: “Lanterns reconsidered” has been retracted (Retraction Watch, through Crossref; 2023-05-02, doi:10.1234/lamp.9r). [retracted-work]',
				'refs.bib:1:10: warning: “Lanterns reconsidered” has been retracted (Retraction Watch, through Crossref; 2023-05-02, doi:10.1234/lamp.9r). [retracted-work]',
				'refs.bib:13:10: information: Crossref has another year: 2011. [registry-difference]',
				'refs.bib:22:9: warning: 10.1234/lamp.5 belongs to another work: “Lanterns and fog: a study of dim light & H2O”. [wrong-doi]',
				'refs.bib:30:9: warning: There is no DOI 10.9999/nowhere: no registry has it. [unknown-doi]',
				'refs.bib:45:9: warning: There is no DOI 10.1234/uncited: no registry has it. [unknown-doi]',
				'',
			].join('\n'),
		);
		assert.match(stderr, /6 works looked up, 6 of them now\./);
		assert.equal(status, 1);
		assert.match((await check('n.md')).stderr, /5 works looked up, 0 of them now\./);
	});

	test('writes JSON', async () => {
		const { stdout } = await check('--format=json', 'n.md');
		assert.deepEqual(JSON.parse(stdout), {
			problems: [
				{
					file: 'n.md',
					line: 1,
					column: 7,
					endLine: 1,
					endColumn: 14,
					severity: 'warning',
					code: 'retracted-work',
					message: '“Lanterns reconsidered” has been retracted (Retraction Watch, through Crossref; 2023-05-02, doi:10.1234/lamp.9r).',
				},
			],
		});
	});

	test('writes annotations for GitHub', async () => {
		const { stdout } = await check('--format=github', 'n.md');
		assert.equal(
			stdout,
			'::warning file=n.md,line=1,endLine=1,col=7,endColumn=14,title=retracted-work::“Lanterns reconsidered” has been retracted (Retraction Watch, through Crossref; 2023-05-02, doi:10.1234/lamp.9r).\n',
		);
	});

	test('exits with 0 where nothing is as severe as asked for, and with 2 where a work could not be looked up', async () => {
		assert.equal((await check('n.md', '--fail-on=error')).status, 0);
		assert.equal((await check('n.md', '--severity=retracted-work=off')).status, 0);
		await rm(join(folder, '.cache'), { recursive: true });
		services.intercept = ({ url }, response) => {
			if (!url?.includes('lights')) return false;
			response.writeHead(503).end();
			return true;
		};
		const { status, stdout, stderr } = await check('n.md');
		assert.equal(status, 2);
		assert.match(stdout, /retracted-work/);
		assert.match(stderr, /1 work could not be looked up: Crossref is out of order \(HTTP 503\)/);
	});

	test('asks nothing without the option, and refuses services that there are none of', async () => {
		services.requests = [];
		const child = spawn(process.execPath, [resolve('dist/cli.js'), 'check', 'n.md'], { cwd: folder });
		await new Promise((end) => child.once('close', end));
		assert.deepEqual(services.requests, []);
		assert.match((await check('--service=nobody=http://127.0.0.1')).stderr, /--service is one of crossref, datacite, doi/);
		assert.equal((await check('--service=crossref')).status, 2);
	});
});
