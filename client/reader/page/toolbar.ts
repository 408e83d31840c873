/** What the bar's buttons show of the paper. */
interface BarFacts {
	readonly canGoBack: boolean;
	readonly canGoForward: boolean;
	readonly isRead: boolean;
	readonly isStarred: boolean;
	/** What the button of the note does. */
	readonly note: string;
}

/** Updates the buttons for another paper; they stay the same elements, so that the focus stays, too. */
export function updateBar(bar: HTMLElement, { canGoBack, canGoForward, isRead, isStarred, note }: BarFacts): void {
	setDisabled(bar, 'back', !canGoBack);
	setDisabled(bar, 'forward', !canGoForward);
	buttonOf(bar, 'toggleRead')?.setAttribute('aria-pressed', String(isRead));
	buttonOf(bar, 'toggleStar')?.setAttribute('aria-pressed', String(isStarred));
	for (const name of ['title', 'aria-label']) buttonOf(bar, 'openNote')?.setAttribute(name, note);
}

/** A button that cannot be used now stays reachable. */
export const setDisabled = (bar: HTMLElement, command: string, isOff: boolean): void =>
	buttonOf(bar, command)?.setAttribute('aria-disabled', String(isOff));

const buttonOf = (bar: HTMLElement, command: string) => bar.querySelector(`[data-command="${command}"]`);

/** Makes the bar one stop of the Tab key: the arrow keys, Home and End walk its buttons, and Tab comes back to the last one. */
export function registerToolbar(bar: HTMLElement): void {
	const buttons = () => [...bar.querySelectorAll<HTMLElement>('button')];
	const stopAt = (button: HTMLElement | undefined) => {
		for (const each of buttons()) each.tabIndex = each === button ? 0 : -1;
	};
	stopAt(buttons()[0]);
	bar.addEventListener('focusin', ({ target }) => {
		if (target instanceof HTMLElement) stopAt(target);
	});
	bar.addEventListener('keydown', (event) => {
		if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
		const all = buttons();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const target = {
			ArrowRight: all[(at + 1) % all.length],
			ArrowLeft: all.at(at - 1),
			Home: all[0],
			End: all.at(-1),
		}[event.key];
		if (!target || at < 0) return;
		event.preventDefault();
		target.focus();
	});
}
