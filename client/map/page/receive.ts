import type { MapAnswer } from '../../../server/protocol/index.js';
import type { ToPage } from '../messages.js';
import { forgetCards, hover, receiveCard } from './card.js';
import { $, canvas, say, show, tool } from './dom.js';
import type { Places } from './drawing/scene.js';
import { post } from './host.js';
import { relabel } from './labelling.js';
import { cancelLayout, startLayout } from './layoutTask.js';
import { showLegend } from './legend.js';
import { showList } from './listPane.js';
import { papersOf, pointsOf } from './papers.js';
import { showProgress } from './progress.js';
import { selectedKeys, showSelection } from './selection.js';
import { page } from './state.js';
import { placePoints, viewOfAll } from './view.js';

/** The tree's filter as it was typed, and the keys of the papers that fit it; null where there is none. */
let filterText = '';
let fittingKeys: readonly string[] | null = null;

/** Receives a message of the panel. */
export function receive(message: ToPage | undefined): void {
	if (message?.type === 'map') receiveMap(message);
	else if (message?.type === 'filter') receiveFilter(message);
	else if (message?.type === 'card') receiveCard(message.card);
}

/** Papers without places cannot be shown: the earlier ones stay until the new ones have theirs. */
function receiveMap({ map, revision, before, isSettled }: Extract<ToPage, { type: 'map' }>): void {
	cancelLayout();
	forgetCards();
	if (map.points.length === 0) applyMap(map, new Float32Array());
	else if (isSettled && before)
		applyMap(
			map,
			Float32Array.from(before, (value) => value ?? 0),
		);
	else
		startLayout(map, before, (places) => {
			post({ type: 'places', revision, places: [...places] });
			applyMap(map, places);
		});
}

/** The points have their places: papers, places and everything that refers to papers by index change at once. */
function applyMap(map: MapAnswer, places: Places): void {
	showProgress(undefined);
	// The point under the pointer is another's, and so would be its card.
	hover(undefined, false);
	const selected = selectedKeys();
	page.papers = papersOf(map, { other: say('otherTopics'), none: say('noTopic'), bundled: say('bundled'), elsewhere: say('elsewhere') });
	placePoints(places);
	page.selected.clear();
	for (const index of pointsOf(page.papers, selected)) page.selected.add(index);
	page.picked = undefined;
	findFitting();
	const { length } = map.points;
	tool('timeline').hidden = page.papers.span === undefined;
	canvas.setAttribute('aria-label', say('map', length));
	show($('.empty'), length === 0);
	$('.empty p').textContent = say('empty');
	showLegend();
	showSelection();
	showNotice();
	page.view = page.kept.view ?? viewOfAll();
	document.body.dataset.laidOut = String(length);
	relabel();
	showList();
}

function receiveFilter({ filter, keys }: Extract<ToPage, { type: 'filter' }>): void {
	filterText = keys ? filter : '';
	fittingKeys = keys;
	findFitting();
	showNotice();
	relabel();
	showList();
}

/** Finds the points that fit the filter among those that are shown. */
function findFitting(): void {
	page.fitting = fittingKeys ? new Set(pointsOf(page.papers, fittingKeys)) : undefined;
}

/** Says that the tree's filter holds, and that papers are left out, where it is so. */
function showNotice(): void {
	const { points, total } = page.papers;
	const isCut = points.length < total;
	show($('.notice'), filterText !== '' || isCut);
	const parts = [
		filterText === '' ? '' : say('filtered', filterText, page.fitting?.size ?? 0, points.length),
		isCut ? say('cut', points.length, total) : '',
	];
	$('.notice span').textContent = parts.filter((part) => part !== '').join(' ');
	show(tool('clearFilter'), filterText !== '');
}
