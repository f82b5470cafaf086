/** What a Route can be asked to do: nothing by us, since none is written. */
export const ROUTE_CAPABILITIES = {};
