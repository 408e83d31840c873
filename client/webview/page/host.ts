import { stateVersion } from '../stateVersion.js';

/** VS Code, as a page knows it: the panel around it, and a state that outlives a reload of the window. */
export interface WebviewHost<Message, State> {
	postMessage(message: Message): void;
	getState(): unknown;
	setState(state: State): void;
}

/**
 * Calls `receive` with each message of the panel. Any window of the workbench can send messages to a page: only those of the frame around it, through
 * which VS Code passes on what the panel sends, are taken. VS Code hides that frame from the page (`parent` is the page itself), but not the page from it.
 */
export function onPanelMessage<Message>(receive: (message: Message) => void): void {
	window.addEventListener('message', ({ data, source }: MessageEvent<Message>) => {
		if (source !== null && isAround(source as Window)) receive(data);
	});
}

const isAround = (other: Window): boolean => Array.from({ length: other.length }, (_, index) => other[index]).includes(window);

/**
 * The state that an earlier page of the same kind kept, if it is of this version; nothing otherwise. Only our own scripts keep one, so its
 * version determines its shape.
 */
export function keptState<State extends { readonly version: number }>(host: WebviewHost<never, State>): State | undefined {
	const state = host.getState() as State | null | undefined;
	return state?.version === stateVersion ? state : undefined;
}
