import { features, gossip, streamServices, uuidOf, type Features, type Gossip } from './wire.js';

export interface Member {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly state: 'leader' | 'follower' | 'unknown';
  readonly isAlive: boolean;
}

const FEATURES: Record<string, readonly string[]> = { read: ['position', 'events'], batchappend: ['deadline_duration'] };

/** Names in lower case, as the real server has them. */
export function supportedMethods({ version, batchAppend }: { version: string; batchAppend: boolean }): Features.SupportedMethods {
  const supported = new features.SupportedMethods();
  supported.setEventStoreServerVersion(version);
  for (const { path } of Object.values(streamServices.StreamsService)) {
    const [, service = '', name = ''] = path.toLowerCase().split('/');
    if (name === 'batchappend' && !batchAppend) continue;
    const method = new features.SupportedMethod();
    method.setServiceName(service);
    method.setMethodName(name);
    method.setFeaturesList([...(FEATURES[name] ?? [])]);
    supported.addMethods(method);
  }
  return supported;
}

export function memberInfo(members: readonly Member[]): Gossip.ClusterInfo {
  const { VNodeState } = gossip.MemberInfo;
  const states = { leader: VNodeState.LEADER, follower: VNodeState.FOLLOWER, unknown: VNodeState.UNKNOWN };
  const info = new gossip.ClusterInfo();
  for (const { id, host, port, state, isAlive } of members) {
    const member = new gossip.MemberInfo();
    member.setInstanceId(uuidOf(id, true));
    member.setTimeStamp(String(BigInt(Date.now()) * 10_000n));
    member.setState(states[state]);
    member.setIsAlive(isAlive);
    const endpoint = new gossip.EndPoint();
    endpoint.setAddress(host);
    endpoint.setPort(port);
    member.setHttpEndPoint(endpoint);
    info.addMembers(member);
  }
  return info;
}
