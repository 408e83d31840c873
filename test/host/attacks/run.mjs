// Opens each page with the attacks in it, in the workbench as it ships or without guards, and answers what harm was done.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { inVSCode } from '../inVSCode.mjs';
import { attackedFolder } from './folder.mjs';
import {
	attackByDrops,
	attackByMessages,
	attackByState,
	attackCards,
	attackComparison,
	attackForm,
	attackMap,
	attackPreview,
	attackPrintedPage,
	attackReader,
	attackStatus,
} from './pages.mjs';
import { Driver, Harms, removeAll, startCanary, Watch } from './stage.mjs';
import { attacks } from './table.mjs';
import { unguardedPackage } from './withoutGuards.mjs';

/** Prepares a workbench for the suite that is being defined; what it answers is filled in before the first test. */
function inAttackedVSCode(isGuarded) {
	const stage = { harms: new Harms(), isGuarded, all: attacks };
	suiteSetup(async () => {
		if (!isGuarded) execFileSync(process.execPath, ['esbuild.mjs', '--without-guards'], { stdio: 'inherit' });
		stage.canary = await startCanary();
		Object.assign(stage, attackedFolder(attacks, stage.canary.address));
		stage.driver = new Driver(stage.folder);
	});
	inVSCode(
		() => ({
			folder: stage.folder,
			settings: {
				'lectern.library.bundled': false,
				'lectern.library.exclude': attacks.filter(({ place }) => place === 'exclude').map(stage.text),
				'lectern.reader.column': 'active',
			},
			// Nobody answers there.
			machine: { 'lectern.addPaper.services': { crossref: 'http://127.0.0.1:9/' } },
			prepare: async (page) => {
				page.context().on('requestfailed', (request) => {
					const [, number] = /^https:\/\/spy\.example\/(\d+)/.exec(request.url()) ?? [];
					// One that the page's policy stops has not been made.
					if (number !== undefined && !/csp|blocked/i.test(request.failure()?.errorText ?? ''))
						stage.harms.add(Number(number), 'a request');
				});
				await page.context().exposeBinding('harm', (_, id) => stage.harms.add(id, 'a script'));
			},
			beside: 'test/host/attacks/driver',
			...(isGuarded ? {} : { vsix: unguardedPackage }),
		}),
		async ({ code, host }) => {
			Object.assign(stage, { code, host });
			stage.watch = new Watch(stage);
		},
	);
	suiteTeardown(() => {
		stage.canary?.stop();
		removeAll(stage.outside);
	});
	return stage;
}

/** What attacks each page, or in another way, by its name; what attacks are of it; and what its test is called, with guards and without. */
const attackers = {
	reader: attackReader,
	comparison: attackComparison,
	map: attackMap,
	'printed page': attackPrintedPage,
	card: attackCards,
	preview: attackPreview,
	status: attackStatus,
	form: attackForm,
	messages: attackByMessages,
	state: attackByState,
	drops: attackByDrops,
};

const attacksOf = (name) => attacks.filter(({ kind, page }) => kind === name || (page === name && !(kind in attackers)));

/** Defines a test for each of `names`, all where left out: that its attacks do nothing, or, without guards, that each does harm. Nothing depends on how long it takes. */
export function testAttacks({ isGuarded, names = Object.keys(attackers) }) {
	const stage = inAttackedVSCode(isGuarded);
	for (const name of names) {
		const own = attacksOf(name);
		test(`${own.length} attacks, ${name}: ${isGuarded ? 'nothing happens' : 'each does harm without guards'}`, async () => {
			await attackers[name](stage);
			await stage.watch.collect();
			const wrong = own.filter(({ id }) => (stage.harms.of(id).length === 0) !== isGuarded);
			assert.deepEqual(
				wrong.map(
					({ id, page, kind, name, guard }) => `${id} ${page}, ${kind}, ${name} (${guard}): ${stage.harms.of(id).join(', ') || 'no harm'}`,
				),
				[],
			);
		});
	}
	return stage;
}
