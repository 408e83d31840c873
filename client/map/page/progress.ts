import { $ } from './dom.js';

/** Shows what is being done, and how much of it is if that is known; hides it without a text. */
export function showProgress(text: string | undefined, share?: number): void {
	$('.progress').hidden = text === undefined;
	if (text === undefined) return;
	$('.progress label').textContent = text;
	const bar = $<HTMLProgressElement>('.progress progress');
	if (share === undefined) bar.removeAttribute('value');
	else bar.value = share;
}
