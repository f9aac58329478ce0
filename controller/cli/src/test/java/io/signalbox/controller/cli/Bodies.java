package io.signalbox.controller.cli;

/** Bodies as the REST API sends them. */
final class Bodies {
    static final String CLUSTER = """
            {"name":"main","epoch":4,"primary":"db1","ackers":["db2","db3"],"k":1,"wantedK":2,"proven":true,"mode":"automatic",
             "writable":true,"protected":true,"predictedOutageMillis":85,"predictedLoss":"none",
             "servers":[
               {"name":"db1","role":"primary","health":"ok","executed":"u1:1-100","backlog":0,"agentLinked":true,
                "diskFree":0.62,"rule":"neutral","zone":"","blockers":[]},
               {"name":"db2","role":"replica","health":"lagging","lagMillis":2400,"readWeight":20,"executed":"u1:1-90","backlog":10,
                "agentLinked":true,"diskFree":0.62,"rule":"never","zone":"b2",
                "blockers":[{"code":"lags","server":"db2","sentence":"is 10 transactions behind"}]},
               {"name":"db3","role":"replica","health":"ok","lagMillis":3.5,"readWeight":100,"executed":"u1:1-100","backlog":0,
                "agentLinked":false,"diskFree":0.61,"maintenance":true,"blockers":[]}],
             "problems":[{"code":"agent_silent","server":"db3","sentence":"its agent does not answer","priority":3}]}""";
    static final String CLUSTERS = "{\"items\":[" + CLUSTER + "]}";
    static final String REFUSAL = """
            {"type":"about:blank","title":"Refused","status":409,"code":"switchover_refused",
             "detail":"db2 cannot become primary now.",
             "blockers":[{"code":"lags","server":"db2","sentence":"is 10 transactions behind"},
                         {"code":"disk","server":"db2","sentence":"has 3 % of its disk left"}]}""";

    static final String DOCTOR = """
            {"sound":false,"servers":[{"name":"db1","examinedAgeMillis":2000}],"items":[
              {"code":"sync_binlog","server":"db1","severity":"breaks","promise":"P1","promised":"no write is lost",
               "evidence":"sync_binlog = 0","sentence":"It is not flushed.","mend":"Set it to 1."},
              {"code":"sync_binlog","server":"db2","severity":"breaks","promise":"P1","promised":"no write is lost",
               "evidence":"sync_binlog = 2","sentence":"It is not flushed.","mend":"Set it to 1."},
              {"code":"names_resolved","server":"db1","severity":"weakens","promise":"P4","promised":"fast",
               "evidence":"skip_name_resolve = OFF","sentence":"DNS is asked.","mend":"Do not."}]}""";

    static String operation(String state, String sentence) {
        return "{\"id\":\"op-7\",\"kind\":\"switchover\",\"state\":\"" + state + "\",\"sentence\":\"" + sentence
                + "\",\"blockers\":[],\"run\":\"r-1\"}";
    }

    private Bodies() {}
}
