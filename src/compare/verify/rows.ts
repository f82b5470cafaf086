import { ConnectivityMap, SharedRows } from '../../reachability/connectivity';

/** The rows of a map that has any; the engine's always has. */
export function rowsOf(map: ConnectivityMap): SharedRows {
  const rows = map.rows?.();
  if (rows === undefined) throw new Error('the map has no rows: a proof needs those of the engine');
  return rows;
}
