// Behind a proxy, in the oldest and the newest workbench: every request passes through it, that of Add Paper included. Only the proxy knows the
// services' host, so that what went another way would not arrive.
import assert from 'node:assert/strict';
import { LoggingProxy } from '../../literature/proxy.mjs';
import { fillLiterature, LiteratureStandIn } from '../../literature/standIn.mjs';
import { installWorkbench } from '../install.mjs';
import { inVSCode } from '../inVSCode.mjs';
import { fogFolder, turnOn, typeAtEnd, typeIntoSearch } from '../literatureStage.mjs';
import { pickRow } from '../tree.mjs';

for (const edition of ['oldest', 'newest'])
	suite(`the literature behind a proxy, in the ${edition} workbench`, function () {
		this.timeout(240_000);
		let standIn;
		let proxy;
		let code;
		inVSCode(
			async () => {
				standIn = await fillLiterature(new LiteratureStandIn()).start();
				proxy = await new LoggingProxy(standIn.port).start();
				return {
					workbench: installWorkbench(edition),
					folder: fogFolder(),
					settings: { 'http.proxy': proxy.address, 'lectern.library.bundled': false },
					machine: { 'http.proxy': proxy.address, 'lectern.addPaper.services': standIn.addresses('services.test') },
				};
			},
			async (opened) => {
				({ code } = opened);
				await code.open('fog.md');
			},
		);
		suiteTeardown(async () => {
			await proxy?.stop();
			await standIn?.stop();
		});
		const cited = (key) =>
			code.eventually(
				() => code.text(),
				(text) => text.includes(key),
			);
		/** The requests that arrived, and those that passed through the proxy, each once: a tunnel says no more than the host. */
		const passed = () => proxy.passed.filter((line) => line.includes('services.test')).length;

		test('adds a paper by its DOI', async () => {
			await typeAtEnd(code, '\nsee ');
			await code.run('Lectern: Add Paper…');
			await (await code.titled('Add Paper')).fill('10.1234/fog.1');
			await pickRow(code, 'http://services.test/crossref/works/10.1234%2Ffog.1').waitFor();
			assert.equal(passed(), 0);
			await code.page.keyboard.press('Enter');
			await pickRow(code, 'Add to refs.bib and cite').waitFor();
			assert.deepEqual([standIn.requests.length, passed()], [1, 1]);
			await code.page.keyboard.press('Enter');
			assert.match(await cited('number02003nfold'), /\[@number02003nfold\]$/);
		});

		test('searches, and cites what it finds', async () => {
			await turnOn(code);
			await typeAtEnd(code, '\nand ');
			await typeIntoSearch(code, 'lanterns and');
			await pickRow(code, 'Lanterns and fog').waitFor();
			await pickRow(code, 'Lanterns and fog').click();
			assert.match(await cited('roe2019lanterns'), /\[@roe2019lanterns\]$/);
			assert.equal(standIn.asked('openalex').length > 0 && standIn.asked('crossref').length > 0, true);
			assert.equal(passed(), standIn.requests.length);
		});
	});
