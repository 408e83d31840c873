import assert from 'node:assert/strict';
import { introducedIn } from '../../../../../server/engine/library/formats/introducedNames.js';

const cases: readonly (readonly [abstract: string, name: string | undefined])[] = [
	['Roads are long. We introduce RoadTracer, which follows them.', 'RoadTracer'],
	['We present a novel method called MuseumNet for halls.', 'MuseumNet'],
	['This paper proposes {GeoLoft}: a loft.', 'GeoLoft'],
	['A network, dubbed “CorriDor-2”, walks.', 'CorriDor-2'],
	['We introduce a new architecture named Tiny3D.', 'Tiny3D'],
	['We introduce roads and present Roads. RoadTracer is not introduced.', undefined],
	['We propose a Cross-Domain approach and introduce BERT-based features.', undefined],
	['We present MAV flights and then introduce HallWay.', 'HallWay'],
	['We introduce OakTorch Leafage, a library.', undefined],
	['We introduce CuPd and TiO2, alloys and oxides.', undefined],
	['We introduce CuPdNet, a network.', 'CuPdNet'],
	['', undefined],
];

suite('a name that an abstract introduces', () => {
	for (const [abstract, name] of cases)
		test(`is ${name ?? 'none'} in: ${abstract}`, () => {
			assert.equal(introducedIn(abstract)?.otherNames?.[0]?.name, name);
		});

	test('needs evidence as an abbreviation, and its own capitals otherwise', () => {
		assert.deepEqual(introducedIn('We introduce HALLO here.')?.otherNames, [{ name: 'HALLO', asks: 'evidence', isGuess: true }]);
		assert.deepEqual(introducedIn('We introduce HalloNet here.')?.otherNames, [{ name: 'HalloNet', asks: 'capitals', isGuess: true }]);
	});

	test('is looked for at the beginning of an abstract', () => {
		assert.equal(introducedIn(`${'Long. '.repeat(500)}We introduce HalloNet here.`), undefined);
	});
});
