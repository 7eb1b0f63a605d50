import type { Verb } from '../../../model/verb.ts'

/** An interface by its UUID: its name, and its calls by number with what they do. */
export interface Interface {
  readonly name: string
  readonly calls: { readonly [opnum: number]: readonly [name: string, verb: Verb] }
  /** Calls whose arguments begin with a count and as many item handles of the server. */
  readonly handles?: readonly number[]
}

/** Suffix that the interfaces of OPC Data Access 2 share (OPC DA custom interface specification). */
const OPC = '-011e-11d0-9675-0020afd8adb3'
const OPC_EVENTS = '-5783-11d1-84a0-00608cb8a7e9'
const DCOM = '-0000-0000-c000-000000000046'

/**
 * Interfaces that matter in a plant: OPC classic, and those by which Windows is administered or attacked. Sources: OPC DA 3.00 and AE 1.10
 * custom interface specifications (IDL), MS-DCOM, MS-SCMR, MS-TSCH, MS-RRP, MS-RSP, MS-SRVS, MS-WKST, MS-SAMR, MS-LSAD, MS-LSAT, MS-RPRN,
 * MS-NRPC, MS-DRSR, C706 appendix O and Q.
 */
export const INTERFACES: { readonly [uuid: string]: Interface } = {
  [`39c13a4d${OPC}`]: {
    name: 'IOPCServer',
    calls: {
      3: ['AddGroup', 'subscribe'],
      4: ['GetErrorString', 'read'],
      5: ['GetGroupByName', 'read'],
      6: ['GetStatus', 'identify'],
      7: ['RemoveGroup', 'subscribe'],
      8: ['CreateGroupEnumerator', 'enumerate'],
    },
  },
  [`39c13a4f${OPC}`]: {
    name: 'IOPCBrowseServerAddressSpace',
    calls: {
      3: ['QueryOrganization', 'enumerate'],
      4: ['ChangeBrowsePosition', 'enumerate'],
      5: ['BrowseOPCItemIDs', 'enumerate'],
      6: ['GetItemID', 'enumerate'],
      7: ['BrowseAccessPaths', 'enumerate'],
    },
  },
  [`39c13a50${OPC}`]: {
    name: 'IOPCGroupStateMgt',
    calls: {
      3: ['GetState', 'read'],
      4: ['SetState', 'subscribe'],
      5: ['SetName', 'subscribe'],
      6: ['CloneGroup', 'subscribe'],
    },
  },
  [`39c13a52${OPC}`]: {
    name: 'IOPCSyncIO',
    calls: { 3: ['Read', 'read'], 4: ['Write', 'write'] },
    handles: [4],
  },
  [`39c13a53${OPC}`]: {
    name: 'IOPCAsyncIO',
    calls: { 3: ['Read', 'read'], 4: ['Write', 'write'], 5: ['Refresh', 'read'], 6: ['Cancel', 'subscribe'] },
  },
  [`39c13a54${OPC}`]: {
    name: 'IOPCItemMgt',
    calls: {
      3: ['AddItems', 'subscribe'],
      4: ['ValidateItems', 'read'],
      5: ['RemoveItems', 'subscribe'],
      6: ['SetActiveState', 'subscribe'],
      7: ['SetClientHandles', 'subscribe'],
      8: ['SetDatatypes', 'subscribe'],
      9: ['CreateEnumerator', 'enumerate'],
    },
  },
  [`39c13a70${OPC}`]: {
    name: 'IOPCDataCallback',
    calls: {
      3: ['OnDataChange', 'report'],
      4: ['OnReadComplete', 'report'],
      5: ['OnWriteComplete', 'report'],
      6: ['OnCancelComplete', 'report'],
    },
  },
  [`39c13a71${OPC}`]: {
    name: 'IOPCAsyncIO2',
    calls: {
      3: ['Read', 'read'],
      4: ['Write', 'write'],
      5: ['Refresh2', 'read'],
      6: ['Cancel2', 'subscribe'],
      7: ['SetEnable', 'subscribe'],
      8: ['GetEnable', 'read'],
    },
    handles: [3, 4],
  },
  [`39c13a72${OPC}`]: {
    name: 'IOPCItemProperties',
    calls: {
      3: ['QueryAvailableProperties', 'read'],
      4: ['GetItemProperties', 'read'],
      5: ['LookupItemIDs', 'read'],
    },
  },
  '39227004-a18f-4b57-8b0a-5235670f4468': {
    name: 'IOPCBrowse',
    calls: { 3: ['GetProperties', 'read'], 4: ['Browse', 'enumerate'] },
  },
  '85c0b427-2893-4cbc-bd78-e5fc5146f08f': {
    name: 'IOPCItemIO',
    calls: { 3: ['Read', 'read'], 4: ['WriteVQT', 'write'] },
  },
  '730f5f0f-55b1-4c81-9e18-ff8a0904e1fa': {
    name: 'IOPCSyncIO2',
    calls: {
      3: ['Read', 'read'],
      4: ['Write', 'write'],
      5: ['ReadMaxAge', 'read'],
      6: ['WriteVQT', 'write'],
    },
    handles: [4],
  },
  '0967b97b-36ef-423e-b6f8-6bff1e40d39d': {
    name: 'IOPCAsyncIO3',
    calls: {
      3: ['Read', 'read'],
      4: ['Write', 'write'],
      9: ['ReadMaxAge', 'read'],
      10: ['WriteVQT', 'write'],
      11: ['RefreshMaxAge', 'read'],
    },
    handles: [3, 4],
  },
  '13486d50-4821-11d2-a494-3cb306c10000': {
    name: 'IOPCServerList',
    calls: {
      3: ['EnumClassesOfCategories', 'enumerate'],
      4: ['GetClassDetails', 'identify'],
      5: ['CLSIDFromProgID', 'identify'],
    },
  },
  [`65168851${OPC_EVENTS}`]: {
    name: 'IOPCEventServer',
    calls: {
      3: ['GetStatus', 'identify'],
      4: ['CreateEventSubscription', 'subscribe'],
      5: ['QueryAvailableFilters', 'read'],
      6: ['QueryEventCategories', 'read'],
      12: ['TranslateToItemIDs', 'read'],
      13: ['GetConditionState', 'read'],
      14: ['EnableConditionByArea', 'alarm-suppress'],
      15: ['EnableConditionBySource', 'alarm-suppress'],
      16: ['DisableConditionByArea', 'alarm-suppress'],
      17: ['DisableConditionBySource', 'alarm-suppress'],
      18: ['AckCondition', 'alarm-suppress'],
      19: ['CreateAreaBrowser', 'enumerate'],
    },
  },
  [`65168855${OPC_EVENTS}`]: {
    name: 'IOPCEventSubscriptionMgt',
    calls: {
      3: ['SetFilter', 'subscribe'],
      4: ['GetFilter', 'read'],
      7: ['Refresh', 'read'],
      9: ['GetState', 'read'],
      10: ['SetState', 'subscribe'],
    },
  },
  [`6516885f${OPC_EVENTS}`]: { name: 'IOPCEventSink', calls: { 3: ['OnEvent', 'report'] } },
  'f31dfde2-07b6-11d2-b2d8-0060083ba1fb': {
    name: 'IOPCCommon',
    calls: { 3: ['SetLocaleID', 'subscribe'], 7: ['SetClientName', 'identify'] },
  },
  'f31dfde1-07b6-11d2-b2d8-0060083ba1fb': {
    name: 'IOPCShutdown',
    calls: { 3: ['ShutdownRequest', 'report'] },
  },
  'b196b284-bab4-101a-b69c-00aa00341d07': {
    name: 'IConnectionPointContainer',
    calls: { 4: ['FindConnectionPoint', 'subscribe'] },
  },
  'b196b286-bab4-101a-b69c-00aa00341d07': {
    name: 'IConnectionPoint',
    calls: { 5: ['Advise', 'subscribe'], 6: ['Unadvise', 'subscribe'] },
  },
  [`00000131${DCOM}`]: {
    name: 'IRemUnknown',
    calls: { 3: ['RemQueryInterface', 'read'], 4: ['RemAddRef', 'read'], 5: ['RemRelease', 'read'] },
  },
  [`00000143${DCOM}`]: {
    name: 'IRemUnknown2',
    calls: {
      3: ['RemQueryInterface', 'read'],
      4: ['RemAddRef', 'read'],
      5: ['RemRelease', 'read'],
      6: ['RemQueryInterface2', 'read'],
    },
  },
  [`000001a0${DCOM}`]: {
    name: 'IRemoteSCMActivator',
    calls: { 3: ['RemoteGetClassObject', 'read'], 4: ['RemoteCreateInstance', 'read'] },
  },
  '4d9f4ab8-7d1c-11cf-861e-0020af6e7c57': { name: 'IActivation', calls: { 0: ['RemoteActivation', 'read'] } },
  '99fcfec4-5260-101b-bbcb-00aa0021347a': {
    name: 'IObjectExporter',
    calls: {
      0: ['ResolveOxid', 'read'],
      1: ['SimplePing', 'read'],
      2: ['ComplexPing', 'read'],
      3: ['ServerAlive', 'identify'],
      4: ['ResolveOxid2', 'read'],
      5: ['ServerAlive2', 'identify'],
    },
  },
  'e1af8308-5d1f-11c9-91a4-08002b14a0fa': {
    name: 'epmapper',
    calls: { 2: ['ept_lookup', 'enumerate'], 3: ['ept_map', 'read'] },
  },
  'afa8bd80-7d8a-11c9-bef4-08002b102989': { name: 'mgmt', calls: { 0: ['inq_if_ids', 'enumerate'] } },
  '367abb81-9844-35f1-ad32-98f038001003': {
    name: 'svcctl',
    calls: {
      1: ['RControlService', 'stop'],
      2: ['RDeleteService', 'config-change'],
      6: ['RQueryServiceStatus', 'read'],
      11: ['RChangeServiceConfigW', 'config-change'],
      12: ['RCreateServiceW', 'config-change'],
      14: ['REnumServicesStatusW', 'enumerate'],
      15: ['ROpenSCManagerW', 'read'],
      16: ['ROpenServiceW', 'read'],
      17: ['RQueryServiceConfigW', 'read'],
      19: ['RStartServiceW', 'start'],
      24: ['RCreateServiceA', 'config-change'],
      31: ['RStartServiceA', 'start'],
    },
  },
  '1ff70682-0a51-30e8-076d-740be8cee98b': {
    name: 'atsvc',
    calls: {
      0: ['NetrJobAdd', 'config-change'],
      1: ['NetrJobDel', 'config-change'],
      2: ['NetrJobEnum', 'enumerate'],
      3: ['NetrJobGetInfo', 'read'],
    },
  },
  '86d35949-83c9-4044-b424-db363231fd0c': {
    name: 'ITaskSchedulerService',
    calls: {
      1: ['SchRpcRegisterTask', 'config-change'],
      2: ['SchRpcRetrieveTask', 'read'],
      7: ['SchRpcEnumTasks', 'enumerate'],
      12: ['SchRpcRun', 'start'],
      13: ['SchRpcDelete', 'config-change'],
    },
  },
  '338cd001-2244-31f1-aaaa-900038001003': {
    name: 'winreg',
    calls: {
      2: ['OpenLocalMachine', 'read'],
      6: ['BaseRegCreateKey', 'config-change'],
      7: ['BaseRegDeleteKey', 'config-change'],
      8: ['BaseRegDeleteValue', 'config-change'],
      9: ['BaseRegEnumKey', 'enumerate'],
      10: ['BaseRegEnumValue', 'enumerate'],
      15: ['BaseRegOpenKey', 'read'],
      17: ['BaseRegQueryValue', 'read'],
      20: ['BaseRegSaveKey', 'read'],
      22: ['BaseRegSetValue', 'config-change'],
      24: ['BaseInitiateSystemShutdown', 'restart'],
      30: ['BaseInitiateSystemShutdownEx', 'restart'],
    },
  },
  '894de0c0-0d55-11d3-a322-00c04fa321a1': {
    name: 'InitShutdown',
    calls: { 0: ['BaseInitiateShutdown', 'restart'], 2: ['BaseInitiateShutdownEx', 'restart'] },
  },
  '4b324fc8-1670-01d3-1278-5a47bf6ee188': {
    name: 'srvsvc',
    calls: {
      8: ['NetrConnectionEnum', 'enumerate'],
      9: ['NetrFileEnum', 'enumerate'],
      12: ['NetrSessionEnum', 'enumerate'],
      14: ['NetrShareAdd', 'config-change'],
      15: ['NetrShareEnum', 'enumerate'],
      16: ['NetrShareGetInfo', 'read'],
      18: ['NetrShareDel', 'config-change'],
      21: ['NetrServerGetInfo', 'identify'],
      28: ['NetrRemoteTOD', 'read'],
      31: ['NetprPathCanonicalize', 'read'],
      32: ['NetprPathCompare', 'read'],
      33: ['NetprNameValidate', 'read'],
      34: ['NetprNameCanonicalize', 'read'],
      36: ['NetrShareEnumSticky', 'enumerate'],
    },
  },
  '6bffd098-a112-3610-9833-46c3f87e345a': {
    name: 'wkssvc',
    calls: { 0: ['NetrWkstaGetInfo', 'identify'], 2: ['NetrWkstaUserEnum', 'enumerate'] },
  },
  '12345778-1234-abcd-ef00-0123456789ac': {
    name: 'samr',
    calls: {
      0: ['SamrConnect', 'read'],
      5: ['SamrLookupDomainInSamServer', 'read'],
      6: ['SamrEnumerateDomainsInSamServer', 'enumerate'],
      7: ['SamrOpenDomain', 'read'],
      13: ['SamrEnumerateUsersInDomain', 'enumerate'],
      17: ['SamrLookupNamesInDomain', 'read'],
      34: ['SamrOpenUser', 'read'],
      36: ['SamrQueryInformationUser', 'read'],
      50: ['SamrCreateUser2InDomain', 'config-change'],
      55: ['SamrUnicodeChangePasswordUser2', 'password-change'],
      58: ['SamrSetInformationUser2', 'config-change'],
      64: ['SamrConnect5', 'read'],
    },
  },
  '12345778-1234-abcd-ef00-0123456789ab': {
    name: 'lsarpc',
    calls: {
      6: ['LsarOpenPolicy', 'read'],
      7: ['LsarQueryInformationPolicy', 'read'],
      14: ['LsarLookupNames', 'read'],
      15: ['LsarLookupSids', 'read'],
      44: ['LsarOpenPolicy2', 'read'],
      45: ['LsarGetUserName', 'read'],
    },
  },
  '12345678-1234-abcd-ef00-0123456789ab': {
    name: 'spoolss',
    calls: {
      0: ['RpcEnumPrinters', 'enumerate'],
      1: ['RpcOpenPrinter', 'read'],
      69: ['RpcOpenPrinterEx', 'read'],
      89: ['RpcAddPrinterDriverEx', 'config-change'],
    },
  },
  '12345678-1234-abcd-ef00-01234567cffb': {
    name: 'netlogon',
    calls: {
      4: ['NetrServerReqChallenge', 'login'],
      26: ['NetrServerAuthenticate3', 'login'],
      30: ['NetrServerPasswordSet2', 'password-change'],
    },
  },
  'e3514235-4b06-11d1-ab04-00c04fc2dcd2': {
    name: 'drsuapi',
    calls: { 0: ['IDL_DRSBind', 'read'], 3: ['IDL_DRSGetNCChanges', 'read'] },
  },
}
